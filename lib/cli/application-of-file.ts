import { ownerOf } from '../project/output/layout';

/** The application whose release file or output a file is, by its path from the folder of the project. */
export function applicationOfFile(
  file: string,
): { readonly environment: string; readonly application: string } | undefined {
  const [, environment, application] = /^releases\/([^/]+)\/([^/]+)\.yaml$/.exec(file) ?? [];
  return environment === undefined ? ownerOf(file) : { environment, application: application! };
}
