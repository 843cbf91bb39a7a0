import { imageVersion } from '../../spec/image';
import { podsOf, type Server, type Serving } from '../serving';
import type { Story } from '../story';

/**
 * A picture of who serves users before and after, as GitHub and GitLab draw it in a comment; nothing where manifests do not tell it.
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function mermaid({ before, after }: Story): string | undefined {
  const sides = [
    ['before', before],
    ['after', after],
  ] as const;
  const drawn = sides.flatMap(([name, serving]) => (serving ? side(name, serving) : []));
  if (!drawn.length) return undefined;
  return ['flowchart LR', ...drawn, 'classDef idle stroke-dasharray: 4 4'].join('\n');
}

function side(name: string, { servers }: Serving): string[] {
  const lines = servers.flatMap((server, index) => {
    const id = `${name}${index}`;
    const box = `${id}["${label(server)}"]`;
    if (!server.live) return [`    ${box}`, `    class ${id} idle`];
    const share = server.share === undefined || server.share === 100 ? '' : `|${server.share} %|`;
    return [`    ${name}Users(["users"]) -->${share} ${box}`];
  });
  return [`  subgraph ${name}`, ...lines, '  end'];
}

function label(server: Server): string {
  const { colour, version, image, live } = server;
  // A whole image name would make the box as wide as the page.
  return [
    text(`${colour} ${version ?? imageVersion(image) ?? image}`),
    podsOf(server),
    ...(live ? [] : ['no users']),
  ].join('<br/>');
}

// A name out of somebody's YAML must not end the label: entities, in Mermaid's own writing.
function text(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replace(/[^\p{L}\p{N} ./:_-]/gu, character => `#${character.codePointAt(0)};`);
}
