import { shortCommit } from '../../core/present/hash';
import { short } from '../tree/short';
import { t } from '../words';
import type { CodeState } from './codeState';
import type { QuestionItem } from './question';

/** The state of the code that the version will be tied to. */
export function codeItem(code: CodeState | undefined): readonly QuestionItem[] {
	if (!code) { return []; }
	const nothing = { does: 'nothing' } as const;
	if (code.is === 'none') { return [{ icon: 'git-commit', label: t('No git repository here'), description: t('the version is not tied to code'), deed: nothing }]; }
	const { branch, commit, changed } = code;
	const where = commit === undefined ? t('no commit yet') : branch === undefined ? shortCommit(commit) : t('{0} at {1}', short(branch, 60), shortCommit(commit));
	const state = changed === 0 ? t('clean') : changed === 1 ? t('1 changed file') : t('{0} changed files', changed);
	return [{ icon: 'git-commit', label: t('Code: {0}, {1}', where, state), description: t('exact state is kept with the version'), deed: nothing }];
}
