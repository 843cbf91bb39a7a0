/** Keys of Kubernetes that people look for here in vain, and why there are none. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  sessionAffinity:
    'there is none on purpose: clients would stick to pods of the colour that users leave. Keep sessions in a service outside the pods, named in "config"',
  volumeClaimTemplates:
    'there is none on purpose: pods keep no state. Keep it in a service outside the pods, named in "config"',
};
