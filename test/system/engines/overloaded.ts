/**
 * A program for a shell with busybox' httpd: it answers as `pkw0301/app` does, tells Prometheus how many requests it has
 * answered, and answers 500 to what comes beyond so many requests in a second as the variable `LIMIT` says. So all is well
 * with it until users come.
 */
const SERVER = `mkdir -p /tmp/srv/cgi-bin; cd /tmp; : >answered; : >failed
cat >srv/cgi-bin/ping <<'END'
#!/bin/sh
second=/tmp/at-$(date +%s); echo >>$second
if [ "$LIMIT" ] && [ $(wc -l <$second) -gt $LIMIT ]; then
  echo >>/tmp/failed; printf 'Status: 500 Internal Server Error\\r\\nContent-Type: text/plain\\r\\n\\r\\ntoo many\\n'
else
  echo >>/tmp/answered; printf 'Content-Type: text/plain\\r\\n\\r\\nHi %s %s\\n' "$VERSION" "$HOSTNAME"
fi
END
cat >srv/cgi-bin/metrics <<'END'
#!/bin/sh
printf 'Content-Type: text/plain; version=0.0.4\\r\\n\\r\\n# TYPE http_request_duration_seconds histogram\\n'
printf 'http_request_duration_seconds_count{code="%s"} %s\\n' 200 $(wc -l </tmp/answered) 500 $(wc -l </tmp/failed)
END
chmod +x srv/cgi-bin/*
exec busybox httpd -f -p 5000 -h /tmp/srv
`;

/** What the pods say of it, in Kubernetes' words. */
export const OVERLOADED = {
  /** Where it is asked. */
  path: '/cgi-bin/ping',
  command: ['sh', '-c', SERVER],
  /** Has Prometheus ask it. */
  annotations: {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '5000',
    'prometheus.io/path': '/cgi-bin/metrics',
  },
  /** Requests in a second that one pod answers, of a release that users are too many for. */
  limit: '8',
} as const;
