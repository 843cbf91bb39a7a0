# Proves a release before traffic moves to it. For busybox' sh and tools, with curl. Every value is an argument, so
# that nothing has to be quoted and nothing is run that a user wrote:
#   --release ID                what is to go live, for the log
#   --colour NAME               where it runs, for the log
#   --release-service NAME      headless Service of the pods of that release in the colour
#   --colour-service NAME       headless Service of all pods of the colour
#   --pods NUMBER               as many pods have to be there at least
# and then for each request, which is sent to every pod:
#   --request METHOD PATH  --scheme http|https  --port NUMBER  --status CODE  --seconds NUMBER  --tries NUMBER
#   [--header LINE]...  [--body TEXT]  [--contains TEXT]  [--json PATH VALUE]...
# It ends with 0 once everything was proved, and with 1 when a pod did not answer as expected. It never gives up waiting
# for pods: the Job's deadline does.
set -u
export LC_ALL=C
newline='
'

# Asks the nameserver $1 which addresses both Services have. By TCP, because an answer by UDP holds at most 27 of them,
# and all four questions (IPv4 and IPv6 of both) over one connection. Prints a line for each address, "expected 10.0.0.7"
# or "present 10.0.0.7", or "trouble" and what it is when an answer is missing. DNS keeps the connection open: nc ends
# when nothing more has come for a second.
ask_nameserver() {
  printf '%b' "$(awk -v release="$release_service.$domain" -v colour="$colour_service.$domain" '
    function byte(n) { return sprintf("\\0%03o", n) }
    function two(n) { return byte(int(n / 256)) byte(n % 256) }
    # RFC 1035, section 4: the length (for TCP), id, "recursion desired", one question of class IN
    function question(id, name, type,   labels, count, i, text) {
      count = split(name, labels, ".")
      for (i = 1; i <= count; i++) text = text byte(length(labels[i])) labels[i]
      printf "%s", two(length(name) + 2 + 16) two(id) two(256) two(1) two(0) two(0) two(0) text byte(0) two(type) two(1)
    }
    BEGIN { question(1, release, 1); question(2, release, 28); question(3, colour, 1); question(4, colour, 28) }
  ')" | timeout 5 nc -w 1 "$1" 53 2>/dev/null | od -A n -v -t u1 | awk '
    { for (i = 1; i <= NF; i++) bytes[size++] = $i }
    function two(at) { return bytes[at] * 256 + bytes[at + 1] }
    # the first byte behind a name: labels up to an empty one, or up to a pointer to the rest
    function behind_name(at) {
      while (bytes[at] > 0 && bytes[at] < 192) at += bytes[at] + 1
      return at + (bytes[at] ? 2 : 1)
    }
    function address(at, length_,   text, i) {
      if (length_ == 4) return bytes[at] "." bytes[at + 1] "." bytes[at + 2] "." bytes[at + 3]
      for (i = 0; i < 16; i += 2) text = text (i ? ":" : "") sprintf("%x", two(at + i))
      return text
    }
    END {
      for (start = 0; start + 14 <= size && start + 2 + two(start) <= size; start += 2 + two(start)) {
        id = two(start + 2)
        code = bytes[start + 5] % 16
        if (code != 0 && code != 3) { print "trouble DNS answers with error", code; exit }
        at = start + 14
        for (i = two(start + 6); i > 0; i--) at = behind_name(at) + 4
        for (i = two(start + 8); i > 0; i--) {
          at = behind_name(at)
          type = two(at)
          if (type == 1 || type == 28) print (id < 3 ? "expected " : "present ") address(at + 10, two(at + 8))
          at += 10 + two(at + 8)
        }
        if (!(id in answered)) count++
        answered[id] = 1
      }
      if (count < 4) print "trouble DNS does not answer"
    }
  '
}

# What the first nameserver says that gives all answers; else what the last one gives.
look_up() {
  for nameserver in $nameservers; do
    addresses=$(ask_nameserver "$nameserver")
    case $addresses in *trouble*) ;; *) break ;; esac
  done
  printf '%s\n' "$addresses"
}

# Whether both names have the same addresses, and enough. Leaves them in $ready, and in $seen how things stand.
ready_pods() {
  found=$(look_up | sort -u)
  case $found in
    *trouble*) seen="the pods are not known, ${found##*trouble }"; return 1 ;;
  esac
  ready=$(printf '%s\n' "$found" | sed -n 's/^expected //p')
  present=$(printf '%s\n' "$found" | sed -n 's/^present //p')
  others=$(printf '%s\n' "$found" | awk '$1 == "expected" { own[$2] } $1 == "present" && !($2 in own) { print $2 }')
  # shellcheck disable=SC2086 # an address is one word
  set -- $ready
  seen="$# of $pods pods of release $release ready in $colour"
  if [ -n "$others" ]; then
    seen="$seen, and of other releases: $others"
  elif [ "$ready" != "$present" ]; then
    seen="$seen, but not all of them are known to be in $colour yet"
  fi
  [ $# -gt 0 ] && [ $# -ge "$pods" ] && [ "$ready" = "$present" ]
}

# Takes an answer's body on standard input; ends well when it is JSON that has all values of $json: line by line a path,
# such as checks.0.ok, and the value as JSON. Else prints what is not so.
json_as_expected() {
  JSON_EXPECTED=$json awk '
    #include json.awk
    { body = body $0 "\n" }
    END {
      count = split(ENVIRON["JSON_EXPECTED"], lines, "\n")
      for (i = 1; i < count; i += 2) {
        read(lines[i + 1])
        expected[lines[i]] = values[""]
      }
      read(body)
      if (broken) { print "the body is not JSON"; exit 1 }
      for (i = 1; i < count; i += 2) {
        path = lines[i]
        if (path in values && values[path] == expected[path]) continue
        print path " is " (path in values ? values[path] : "not there") ", expected " expected[path]
        exit 1
      }
    }'
}

# Sends the request to the pod at $pod, once. Else leaves in $wrong what was not as expected, and in $answer the body.
send() {
  set -- --disable --silent --show-error --globoff --path-as-is --insecure --noproxy '*' --max-filesize 5000000 \
    --user-agent bluegreen-gate --request "$method" --max-time "$seconds" --header @- --write-out '\n%{http_code}'
  if [ -n "$has_body" ]; then set -- "$@" --data-raw "$body"; fi
  answer=$(printf '%s' "$headers" | curl "$@" "$scheme://$pod:$port$path" 2>&1) || {
    wrong=${answer##*curl: }
    wrong=${wrong%%"$newline"*}
    answer=
    return 1
  }
  code=${answer##*"$newline"}
  answer=${answer%"$newline"*}
  if [ "$code" != "$status" ]; then wrong="status $code, expected $status"; return 1; fi
  case $answer in
    *"$contains"*) ;;
    *) wrong="the body does not contain \"$contains\""; return 1 ;;
  esac
  if [ -n "$json" ]; then wrong=$(printf '%s' "$answer" | json_as_expected); fi
}

# The first 200 bytes of a text, in one line.
cut_short() { printf '%s' "$1" | head -c 200 | tr '\001-\037\177' ' '; }

# Sends all requests to the pod at $pod, each as often as it may be tried; each that fails is told. Empties $stranger
# when the pod does with one of them what it does not do with whoever is no part of its mesh. Such a one it leaves
# without an answer (curl: 35, 52, 56) or, with Linkerd, forbids everything; a sidecar beside the gate says so with 503.
ask() {
  answered=0 count=0
  while [ $# -gt 0 ]; do
    method=$2 path=$3 headers='' has_body='' body='' contains='' json=''
    count=$((count + 1))
    shift 3
    while [ $# -gt 0 ] && [ "$1" != --request ]; do
      case $1 in
        --scheme) scheme=$2 ;;
        --port) port=$2 ;;
        --status) status=$2 ;;
        --seconds) seconds=$2 ;;
        --tries) tries=$2 ;;
        --header) headers=$headers$2$newline ;;
        --body) has_body=yes body=$2 ;;
        --contains) contains=$2 ;;
        --json) json=$json$2$newline$3$newline; shift ;;
      esac
      shift 2
    done
    until send; do
      tries=$((tries - 1))
      if [ "$tries" -gt 0 ]; then sleep 1; continue; fi
      printf '%s: %s %s: %s%s\n' "$pod" "$method" "$path" "$(cut_short "$wrong")" "${answer:+; body: $(cut_short "$answer")}"
      failed=yes
      case $wrong$answer in
        '(35)'* | '(52)'* | '(56)'* | 'status 403,'* | 'status 503,'*'upstream connect error'*) ;;
        *) stranger='' ;;
      esac
      continue 2
    done
    stranger=''
    answered=$((answered + 1))
  done
  if [ "$count" -gt 0 ]; then echo "$pod: $answered of $count requests answered as expected"; fi
}

prove() {
  said=''
  while :; do
    until ready_pods; do
      if [ "$seen" != "$said" ]; then printf 'waits: %s\n' "$(cut_short "$seen")"; fi
      said=$seen
      sleep 1
    done
    echo "$seen"
    asked=$ready failed='' stranger=yes
    for pod in $asked; do
      case $pod in *:*) pod="[$pod]" ;; esac
      ask "$@"
    done
    if ready_pods && [ "$ready" = "$asked" ]; then break; fi
    echo "the pods are others than before: starts over"
  done
  if [ -n "$failed" ] && [ -n "$stranger" ]; then
    echo 'every pod turns the gate away: does a service mesh let in its own pods alone? docs/meshes.md has the ways out'
  fi
  if [ -n "$failed" ]; then echo "failed: release $release in $colour does not answer as expected"; return 1; fi
  echo "proved: release $release in $colour"
}

while [ $# -gt 0 ] && [ "$1" != --request ]; do
  case $1 in
    --release) release=$2 ;;
    --colour) colour=$2 ;;
    --release-service) release_service=$2 ;;
    --colour-service) colour_service=$2 ;;
    --pods) pods=$2 ;;
  esac
  shift 2
done

# The kubelet writes there who answers, and as the first domain to search in "<namespace>.svc.<domain of the cluster>".
resolver=$(cat /etc/resolv.conf)
nameservers=$(printf '%s\n' "$resolver" | awk '$1 == "nameserver" { print $2 }')
domain=$(printf '%s\n' "$resolver" | awk '$1 == "search" { for (i = 2; i <= NF; i++) if ($i ~ /^[^.]+\.svc\./) { print $i; exit } }')
if [ -z "$nameservers" ] || [ -z "$domain" ]; then
  echo "failed: /etc/resolv.conf does not lead to the DNS of the cluster, as it does with dnsPolicy ClusterFirst"
  exit 1
fi

# As a container's first process a shell would not end on a signal, and a trap has to wait for what runs in the
# foreground: so the proof runs beside it.
prove "$@" &
trap 'kill $!; exit 143' TERM INT
wait $!
