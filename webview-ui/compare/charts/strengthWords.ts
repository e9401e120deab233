import type { Association } from '../../../src/core/statistics/association';
import { t } from '../../shared/words';

/** 'Rank correlation 0.73 over 13 versions.' Says so where chance does as well. */
export function strengthWords({ kind, strength, sign, n, groups, chance }: Association): string {
	const signed = `${sign < 0 ? '\u2212' : ''}${strength.toFixed(2)}`;
	const said = kind === 'rank' ? t('Rank correlation {0} over {1} versions', signed, n) : t('Correlation ratio {0} of {1} groups over {2} versions', signed, groups, n);
	return chance >= 0.05 ? t('{0}, which may be chance.', said) : `${said}.`;
}
