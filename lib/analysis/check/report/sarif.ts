import { json } from '../../../text/json';
import type { Safe } from '../../../text/safe';
import { seen } from '../../../text/seen';
import type { Finding } from '../finding';
import { RULES } from '../rules';
import type { Verdict } from './verdict';

/**
 * SARIF 2.1.0, which code hosts show beside the change. What is allowed is in it, as suppressed.
 * @param prefix from the root of the repository to the files, such as `deploy/`
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function verdictSarif(
  { findings, allowed, notes, undecided, unread }: Verdict,
  prefix: string,
  version: string,
): Safe<'json'> {
  const result = (finding: Finding) => ({
    ruleId: finding.rule,
    ruleIndex: RULES.findIndex(({ id }) => id === finding.rule),
    level: finding.severity,
    message: said(`${finding.message}. Users: ${finding.users}. Way out: ${finding.wayOut}.`),
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileUri(prefix + finding.file), uriBaseId: 'ROOT' },
          // What is gone, or a file as a whole, has no line in the head.
          ...(finding.side === 'head' && finding.line !== undefined && { region: { startLine: finding.line } }),
        },
        logicalLocations: [{ fullyQualifiedName: `${finding.place}/${finding.object}` }],
      },
    ],
    partialFingerprints: { 'finding/v1': [finding.rule, finding.place, finding.object, finding.message].join('|') },
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'bluegreen check',
            semanticVersion: version,
            rules: RULES.map(({ id, title, severity, what, why, wayOut }) => ({
              id,
              shortDescription: { text: `${title}.` },
              fullDescription: { text: `${what} ${why}` },
              help: { text: `Way out: ${wayOut}.` },
              defaultConfiguration: { level: severity },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...notes.map(text => ({ level: 'note', message: said(text) })),
              ...undecided.map(words => ({ level: 'note', message: said(`Not decided: ${words}`) })),
              ...unread.map(({ file, message }) => ({
                level: 'note',
                message: said(`Not checked: ${file}: ${message}`),
              })),
            ],
          },
        ],
        results: [
          ...findings.map(result),
          ...allowed.map(({ finding, allowance }) => ({
            ...result(finding),
            suppressions: [
              {
                kind: 'external',
                status: 'accepted',
                justification: seen(allowance.reason ?? `allowed by ${allowance.by}`),
              },
            ],
          })),
        ],
      },
    ],
  };
  return json(log);
}

// A message may hold links, such as [this](1): https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317469
function said(words: string): { readonly text: string } {
  return { text: seen(words).replaceAll('](', '] (') };
}

/**
 * A path as a relative reference, whatever the names in it hold.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-4.2
 */
function fileUri(path: string): string {
  return path
    .split('/')
    .map(step => encodeURIComponent(step.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
}
