import { RegistryError } from '../errors';
import { readConfig, settingOf } from './config';
import { succeeded } from './failure';
import { runGit } from './run';
import { untrusted } from './untrusted';

const refspec = 'refs/model-registry/*:refs/model-registry/*';

/** The user asked for it: what a clone or push by hand may use. Programs that came with the repository are not among it. */
const network = { GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh' };

export interface Shared {
	readonly remote: string;
	/** Refs that are new there (push) or here (fetch). */
	readonly moved: number;
	/** All that are here now. */
	readonly total: number;
}

/** Names of the remotes, origin first. */
export async function remotesOf(topLevel: string, signal?: AbortSignal): Promise<readonly string[]> {
	const settings = await readConfig(topLevel, signal);
	const names = [...new Set(settings.filter(setting => setting.section === 'remote' && setting.name === 'url').map(setting => setting.subsection))];
	return names.sort((a, b) => Number(b === 'origin') - Number(a === 'origin') || (a < b ? -1 : 1));
}

/** Pushes the refs that hold the code of versions. None is ever overwritten: each is written once. No hook runs. Throws 'bad-value', 'git-failed'. */
export async function pushSnapshots(topLevel: string, remote: string, signal?: AbortSignal): Promise<Shared> {
	const total = await count(topLevel);
	if (total === 0) { return { remote, moved: 0, total }; }
	const output = await runGit(topLevel, ['push', '--porcelain', '--no-follow-tags', '--recurse-submodules=no', '--', remote, refspec], { config: await blocked(topLevel, remote, signal), environment: network, signal });
	const lines = succeeded(output, `push to ${remote}`, topLevel).toString('utf8').split('\n');
	return { remote, moved: lines.filter(line => line.startsWith('*\t')).length, total };
}

/** Fetches the refs that hold the code of versions. Throws 'bad-value', 'git-failed'. */
export async function fetchSnapshots(topLevel: string, remote: string, signal?: AbortSignal): Promise<Shared> {
	const before = await count(topLevel);
	const output = await runGit(topLevel, ['fetch', '--no-tags', '--no-write-fetch-head', '--recurse-submodules=no', '--', remote, refspec], { config: await blocked(topLevel, remote, signal), environment: network, signal });
	succeeded(output, `fetch from ${remote}`, topLevel);
	const total = await count(topLevel);
	return { remote, moved: total - before, total };
}

async function count(topLevel: string): Promise<number> {
	const output = await runGit(topLevel, ['for-each-ref', '--format=%(refname)', 'refs/model-registry/']);
	return succeeded(output, 'count the snapshots', topLevel).toString('utf8').split('\n').filter(line => line !== '').length;
}

/** Settings of the repository that would start a program or change what is asked. Throws 'bad-value' where there is no such remote. */
async function blocked(topLevel: string, remote: string, signal?: AbortSignal): Promise<readonly (readonly [string, string])[]> {
	const settings = await readConfig(topLevel, signal);
	if (settingOf(settings, 'remote', remote, 'url') === undefined || remote.startsWith('-')) {
		const names = await remotesOf(topLevel, signal);
		throw new RegistryError('bad-value', { what: `'${remote.replace(/\p{Cc}/gu, '\uFFFD').slice(0, 100)}'`, why: names.length ? `it is no remote of this repository; there is ${names.join(', ')}` : 'this repository has no remote. Add one with git remote add' });
	}
	const foreign = settings.filter(({ scope }) => scope === 'local' || scope === 'worktree');
	const programs = foreign.find(({ section, subsection, name }) => (section === 'core' && name === 'sshcommand') || (section === 'remote' && subsection === remote && (name === 'uploadpack' || name === 'receivepack' || name === 'vcs'))
		|| (section === 'credential' && name === 'helper') || (section === 'core' && name === 'gitproxy'));
	if (programs) { throw new RegistryError('git-failed', { what: `talk to ${remote}`, why: `the repository's own configuration names a program for it (${programs.section}.${programs.name}), which is not run. Push or fetch '${refspec}' by hand` }); }
	return untrusted(settings).config;
}
