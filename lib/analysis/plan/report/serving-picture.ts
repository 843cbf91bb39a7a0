import { imageVersion } from '../../../construct/props/image';
import { type Mermaid, mermaid } from '../../../text/mermaid';
import { podsOf, type Server, type Serving } from '../serving';
import type { Story } from '../story';

/**
 * A picture of who serves users before and after, as GitHub and GitLab draw it in a comment; nothing where manifests do not tell it.
 */
export function servingPicture({ before, after }: Story): Mermaid | undefined {
  const sides = [
    ['before', before],
    ['after', after],
  ] as const;
  const drawn = sides.flatMap(([name, serving]) => (serving ? side(name, serving) : []));
  if (!drawn.length) return undefined;
  return mermaid.joined([mermaid`flowchart LR`, ...drawn, mermaid`classDef idle stroke-dasharray: 4 4`], '\n');
}

function side(name: string, { servers }: Serving): Mermaid[] {
  const lines = servers.flatMap((server, index) => {
    const id = `${name}${index}`;
    const box = mermaid`${id}["${label(server)}"]`;
    if (!server.live) return [mermaid`    ${box}`, mermaid`    class ${id} idle`];
    const share = server.share === undefined || server.share === 100 ? undefined : mermaid`|${server.share} %|`;
    return [mermaid`    ${name}Users(["users"]) -->${share} ${box}`];
  });
  return [mermaid`  subgraph ${name}`, ...lines, mermaid`  end`];
}

function label(server: Server): Mermaid {
  const { colour, version, image, live } = server;
  // A whole image name would make the box as wide as the page.
  const runs = `${colour} ${version ?? imageVersion(image) ?? image}`;
  return mermaid`${runs}<br/>${podsOf(server)}${live ? undefined : mermaid`<br/>no users`}`;
}
