import type { Version } from '../../core/model';
import type { Registry } from '../../core/registry';
import type { FolderRegistry } from '../registries';

/** What a command is about: a model, or one version, with the registry that holds it. */
export interface ModelTarget { readonly entry: FolderRegistry; readonly registry: Registry; readonly model: string }
export interface VersionTarget { readonly entry: FolderRegistry; readonly registry: Registry; readonly version: Version }
