import { parseImage } from '../../props/image';
import { type Problem, shown } from '../problem';
import type { ApplicationRule, ReleaseRule } from './rule';

/** A release names one image for good: a tag or a digest, and not a tag that moves. */
export const imageIsPinned: ReleaseRule = ({ image, allowLatest }) =>
  image === undefined
    ? [{ path: ['image'], message: 'it is missing: expected an image with a tag or a digest' }]
    : problemsOfImage(image, allowLatest);

/** What keeps an image from being deployed. */
export function problemsOfImage(reference: string, allowLatest = false): Problem[] {
  const image = parseImage(reference);
  if (!image) {
    return [
      {
        path: ['image'],
        message: `expected an image such as "registry.example.com/team/app:1.0", got ${shown(reference)}`,
      },
    ];
  }
  if (allowLatest) return [];
  if (!image.tag && !image.digest) {
    return [
      {
        path: ['image'],
        message: `expected an image with a tag or a digest, got ${shown(reference)}`,
        fix: `${image.repository}:<tag>`,
      },
    ];
  }
  if (image.tag === 'latest' && !image.digest) {
    return [
      {
        path: ['image'],
        message: `expected a tag that stays on one image, got ${shown(reference)}: "latest" moves, and a rollback would not bring it back`,
        fix: 'name a version or add the digest',
      },
    ];
  }
  return [];
}

/** The application names the repository alone: the tag is the release's to say. */
export const repositoryHasNoTag: ApplicationRule = props => {
  if (props.image === undefined) return [];
  const image = parseImage(props.image);
  if (!image) {
    return [
      {
        path: ['image'],
        message: `expected an image repository such as "registry.example.com/team/app", got ${shown(props.image)}`,
      },
    ];
  }
  if (image.tag || image.digest) {
    return [
      {
        path: ['image'],
        message: `expected an image repository without ${image.tag ? 'tag' : 'digest'}, got ${shown(props.image)}`,
        fix: `write ${shown(image.repository)} here, and the ${image.tag ? 'tag' : 'digest'} at the colour that runs it`,
      },
    ];
  }
  return [];
};
