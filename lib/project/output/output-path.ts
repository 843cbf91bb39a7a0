/** Where a file stands in what we write. */
export interface OutputPath {
  readonly environment: string;
  readonly application: string;
  /** `dist/apps/production/ping`, with what stands in front of dist/. */
  readonly folder: string;
  /** `blue`, `release/traffic`: what an engine applies as one. */
  readonly unit: string;
}

/** Takes apart the path of a file below `dist/apps`; undefined for any other. */
export function outputPath(file: string): OutputPath | undefined {
  const match = /^((?:.*\/)?dist\/apps\/([^/]+)\/([^/]+))\/((?:.*\/)?)[^/]+$/.exec(file);
  if (!match) return undefined;
  const [, folder, environment, application, unit] = match as unknown as [string, string, string, string, string];
  return { environment, application, folder, unit: unit.replace(/\/$/, '') };
}
