import { userInfo } from 'node:os';
import type { Person } from '../model';
import type { Setting } from './config';
import { settingOf } from './config';

/**
 * Who acts, as git would name them: GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, then author.*, then user.* of the settings. Where nobody
 * is named: the login name, and no address, since the one that git makes up holds the name of the machine.
 */
export function authorOf(settings: readonly Setting[], environment: NodeJS.ProcessEnv = process.env): Person {
	const value = (name: 'name' | 'email') => clean(environment[`GIT_AUTHOR_${name.toUpperCase()}`])
		|| clean(settingOf(settings, 'author', '', name)) || clean(settingOf(settings, 'user', '', name));
	return { name: value('name') || loginName(environment), email: value('email') };
}

/** As git cleans an identity (git-commit, 'COMMIT INFORMATION'): one line, no angle brackets, no stray punctuation at the ends. */
function clean(text: string | undefined): string {
	 
	return (text ?? '').replace(/[\u0000-\u001f<>]+/g, ' ').replace(/^[\s.,:;"'\\]+|[\s.,:;"'\\]+$/g, '');
}

function loginName(environment: NodeJS.ProcessEnv): string {
	try {
		return clean(userInfo().username) || 'unknown';
	} catch {
		// An account without an entry in the user database, as in many containers.
		return clean(environment.USER ?? environment.USERNAME) || 'unknown';
	}
}
