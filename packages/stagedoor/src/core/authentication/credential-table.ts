import type {
  Credential,
  CredentialHandlers,
  CredentialKind,
  FoundBy,
  HolderBy,
} from '../kernel/credential.ts';

/** How one kind of credential is asked about, whichever it is. */
interface AnyHandler<Ports> {
  find(ports: Ports, credential: Credential): Promise<FoundBy<CredentialKind>>;
  recheck?(ports: Ports, keyHash: string, userId: number): Promise<HolderBy<CredentialKind>>;
  readonly secrets: readonly string[];
}

/** By the name of the kind; whatever else is asked for is none. */
export type CredentialTable<Ports> = ReadonlyMap<string, AnyHandler<Ports>>;

/** Folds the kinds of credentials of every feature into the one question that is asked of all. */
export function foldCredentials<Ports>(
  features: readonly { readonly name: string; readonly credentials?: CredentialHandlers<Ports> }[],
): CredentialTable<Ports> {
  return new Map<string, AnyHandler<Ports>>(
    features.flatMap(({ credentials = {} }) => Object.entries(credentials)),
  );
}
