import type { HistoryEntry } from '../../core/model';
import type { Changes, ModelChanges } from '../../core/verbs/changes';

export type Side = 'outgoing' | 'incoming';

/** What goes out to a branch, or comes in from it. */
export interface SideNode { readonly is: 'side'; readonly id: string; readonly folder: string; readonly above: undefined; readonly side: Side; readonly base: string; /** Where several folders are open. */ readonly name: string | undefined; readonly changes: Changes }
export interface ModelNode { readonly is: 'model'; readonly id: string; readonly folder: string; readonly above: SideNode; readonly model: ModelChanges }
export interface EntryNode { readonly is: 'entry'; readonly id: string; readonly folder: string; readonly above: ModelNode; readonly entry: HistoryEntry }
/** Why there is nothing to tell. */
export interface SentenceNode { readonly is: 'sentence'; readonly id: string; readonly folder: string; readonly above: undefined; readonly sentence: string }
/** What one list has no room for. */
export interface RestNode { readonly is: 'rest'; readonly id: string; readonly folder: string; readonly above: ModelNode; readonly count: number }

export type ChangesNode = SideNode | ModelNode | EntryNode | SentenceNode | RestNode;
