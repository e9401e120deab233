import * as vscode from 'vscode';
import type { Row } from '../tree/row';
import { t } from '../words';

const scheme = 'model-registry-row';

/** A row's own URI, which says how it is marked. */
export function markedUri(id: string, mark: NonNullable<Row['mark']>): vscode.Uri {
	return vscode.Uri.from({ scheme, path: `/${id}`, query: mark });
}

/** The mark at the right edge of a row. Rows are made anew when it changes. */
export const rowMarks: vscode.FileDecorationProvider = {
	provideFileDecoration: uri => (uri.scheme === scheme ? { badge: '!', tooltip: t('in conflict') } : undefined),
};
