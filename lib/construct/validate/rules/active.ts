import type { ApplicationRule } from './rule';

/** Users can only be led to a colour that somebody has deployed to. */
export const activeColourRunsSomething: ApplicationRule = (props, { active }) => {
  if (!props.blue && !props.green) {
    return [
      {
        path: [],
        message: 'neither blue nor green runs anything: expected the image of at least one colour',
        fix: `${active}: { image: <image with tag> }`,
      },
    ];
  }
  if (!props[active]) {
    return [
      {
        path: ['active'],
        message: `${active} is active, but it has no release: expected an entry "${active}" with an image`,
        fix: `deploy to ${active} first: ${active}: { image: <image with tag> }`,
      },
    ];
  }
  if (props[active]?.retired) {
    return [
      {
        path: [active, 'retired'],
        message: `${active} is active and retired: expected a retired colour to be the idle one`,
        fix: `take "retired" away, wait until its pods are ready, and only then make ${active} active`,
      },
    ];
  }
  if (props[active]?.preview) {
    return [
      {
        path: [active, 'preview'],
        message: `${active} is active and only looked at: expected all pods for users`,
        fix: `take "preview" away, wait until its pods are ready, and only then make ${active} active: "bluegreen promote" does so`,
      },
    ];
  }
  return [];
};
