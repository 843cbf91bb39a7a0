# Applies what stands in dist/apps/<environment> with kubectl, unit by unit, as the engines do that watch git: traffic moves
# only once the gate has passed, and a colour is touched only once its migration is complete.
set -u

usage() {
  cat <<END
usage: sh $0 [--context NAME] [--app NAME]... [--take-over] [--dry-run]

Applies $environment to the namespace $namespace.

  --context NAME  the context of kubectl's configuration${context:+ (of bluegreen.yaml: $context)}; the current one is never taken
  --app NAME      only this application, and its group; may be given several times
  --take-over     takes the applications from another run that is at work on them: that one stops
  --dry-run       shows what would change, changes nothing, and waits for nothing

It ends with 0 once all is applied, 1 where something failed or was refused, 2 for wrong usage.
END
}

wrong() {
  printf '%s\n' "error: $1" >&2
  echo "sh $0 --help tells how it is used" >&2
  exit 2
}

all=
chosen=
take_over=
dry_run=
while [ $# -gt 0 ]; do
  case $1 in
    --context | --app)
      if [ $# -lt 2 ] || [ -z "$2" ]; then wrong "$1 needs a name"; fi
      option=$1 value=$2
      shift
      ;;
    --context=?* | --app=?*) option=${1%%=*} value=${1#*=} ;;
    --take-over) option=$1 take_over=yes ;;
    --dry-run) option=$1 dry_run=yes ;;
    --help | -h)
      usage
      exit 0
      ;;
    *) wrong "what is \"$1\"?" ;;
  esac
  case $option in
    --context) context=$value ;;
    --app)
      case $value in *[!a-z0-9-]*) wrong "\"$value\" is no name of an application" ;; esac
      chosen="$chosen $value"
      ;;
  esac
  shift
done
if [ -z "$context" ]; then
  wrong "which cluster? --context NAME says it, or \"cluster\" of $environment in bluegreen.yaml"
fi

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 1
folder=$here/$applications
for path in "$folder"/*/; do
  [ -d "$path" ] || continue
  app=$(basename -- "$path")
  case $app in
    *[!a-z0-9-]*)
      echo "error: $path: this is no name of an application" >&2
      exit 1
      ;;
  esac
  all="$all $app"
done
for app in $chosen; do
  case " $all " in *" $app "*) ;; *) wrong "there is no $app in $folder:${all:- no application at all}" ;; esac
  for mate in $(group_of "$app"); do
    case " $chosen " in *" $mate "*) continue ;; esac
    case " $all " in *" $mate "*) chosen="$chosen $mate" ;; esac
  done
done
apps=${chosen:-$all}
if [ -z "$apps" ]; then
  echo "error: $folder: no application is there; \"bluegreen synth\" writes them" >&2
  exit 1
fi

k() { in_namespace "$namespace" "$@"; }

# in_namespace NAMESPACE ARGUMENT...
in_namespace() {
  there=$1
  shift
  kubectl --context="$context" --namespace="$there" --request-timeout=30s "$@"
}

# with_files NAMESPACE FOLDER ARGUMENT...: kubectl with what of a folder stands in that namespace. Where that is nothing, nothing is
# done.
with_files() {
  there=$1 from=$2
  shift 2
  if [ -z "$elsewhere" ]; then
    in_namespace "$there" "$@" --filename="$from"
    return
  fi
  any=
  for file in "$from"/*.yaml "$from"/*/*.yaml "$from"/*/*/*.yaml; do
    if [ -f "$file" ] && [ "$(place "$file")" = "$there" ]; then any=yes && set -- "$@" --filename="$file"; fi
  done
  if [ -n "$any" ]; then in_namespace "$there" "$@"; fi
}

# place FILE: the namespace by which it is applied. What says one that bluegreen.yaml does not allow is left to kubectl, which
# refuses it.
place() {
  says=$(awk '/^[^ ]/ { inside = /^metadata:/ } inside && /^  namespace: / { gsub(/"/, ""); print $2; exit }' "$1")
  case " $elsewhere " in *" ${says:-.} "*) echo "$says" ;; *) echo "$namespace" ;; esac
}

# What is noted in the course of a run: for each application a folder with
#   lease           when another holder was seen, and it
#   held, renewed   until when this run keeps still, once the lease is its own; when it was renewed
#   wanted          the names of all that git wants in the cluster; with a namespace of others, what it wants there
#   own, kinds      the kinds of what users bring along: in git, and ever
#   tries           a line for each time that it could not be had
#   waits.<unit>    until when, when its Jobs were listened to last, and those that are not complete
#   passed.<unit>, failed.<unit>, ended
work=$(mktemp -d) || exit 1
me=$(uname -n | tr -cd 'A-Za-z0-9.-')-$$-$(date +%s)
now() { date +%s; }
moment() { date -u +%Y-%m-%dT%H:%M:%S.000000Z; }
has() { [ -e "$work/$1/$2.${3%%/*}_${3#*/}" ]; }
note() { echo "${4:-}" >"$work/$1/$2.${3%%/*}_${3#*/}"; }
noted() { cat "$work/$1/$2.${3%%/*}_${3#*/}"; }
# Texts of others begin no line, where a pipeline could take them for a command of its own, and steer no terminal.
plain() { LC_ALL=C tr -d '\000-\010\013-\037\177'; }
say() { printf '%s\n' "$1: $2" | plain; }
indented() { plain <"$1" | sed 's/^/    | /'; }

leave() {
  code=$?
  trap '' INT TERM HUP
  for app in $apps; do
    if [ -e "$work/$app/held" ]; then release "$app"; fi
  done
  rm -rf "$work"
  exit "$code"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# A lease for each application: two runs would move its traffic in turns. Whoever holds it renews it; one that was not
# renewed for LEASE seconds, by the clock of whoever looks, is that of a run that is gone.
LEASE=30
RENEW=8
# For so long the one from which it was taken may be at its last request.
SETTLE=5

lease() {
  k get lease "bluegreen-$1" --ignore-not-found --output='jsonpath={.spec.holderIdentity}|{.spec.renewTime}'
}

# patched APP HOLDER [OPERATIONS,]: changes the lease if that holder has it still
patched() {
  k patch lease "bluegreen-$1" --type=json --output=name --patch="[
    {\"op\": \"test\", \"path\": \"/spec/holderIdentity\", \"value\": \"$2\"}, ${3:-}
    {\"op\": \"replace\", \"path\": \"/spec/renewTime\", \"value\": \"$(moment)\"}]" >"$work/said" 2>&1
}

# holder_is HOLDER: an operation
holder_is() { echo "{\"op\": \"replace\", \"path\": \"/spec/holderIdentity\", \"value\": \"$1\"},"; }

# hold APP SECONDS: it is ours; for so long nothing is done
hold() {
  echo $(($(now) + $2)) >"$work/$1/held"
  now >"$work/$1/renewed"
}

# not_renewed SINCE: an operation
not_renewed() { echo "{\"op\": \"test\", \"path\": \"/spec/renewTime\", \"value\": \"$1\"},"; }

release() {
  patched "$1" "$me" "$(holder_is '')" || :
  rm -f "$work/$1/held"
}

# Ends the work on an application.
refuse() {
  say "$1" "stopped: $2"
  rm -f "$work/$1/held"
  : >"$work/$1/failed.lease"
  : >"$work/$1/ended"
  return 1
}

# Before everything that changes something. It fails where another has the lease, which ends the work on the application,
# and where nobody answers: that may pass, and as long as it is renewed in time nobody else has it.
renew() {
  if patched "$1" "$me"; then
    now >"$work/$1/renewed"
    return 0
  fi
  trouble=$(cat "$work/said")
  if current=$(lease "$1" 2>"$work/said") && [ "${current%%|*}" != "$me" ]; then
    refuse "$1" "${current%%|*} has taken it"
  elif [ $(($(now) - $(cat "$work/$1/renewed"))) -ge $LEASE ]; then
    refuse "$1" "its lease could not be renewed: $trouble"
  else
    return 1
  fi
}

# Another one has changed the lease between two requests, or nobody may: it is tried again, but not for ever.
again() {
  echo >>"$work/$1/tries"
  if [ "$(wc -l <"$work/$1/tries")" -lt 10 ]; then return 1; fi
  refuse "$1" "its lease can not be had: $(cat "$work/said")"
}

# Succeeds once the application is ours; fails as long as it is not, or when it is refused.
acquired() {
  if [ -e "$work/$1/held" ]; then
    [ "$(now)" -ge "$(cat "$work/$1/held")" ]
    return
  fi
  if [ ! -e "$work/$1/lease" ] && printf '%s\n' \
    "{\"apiVersion\": \"coordination.k8s.io/v1\", \"kind\": \"Lease\", \"metadata\": {\"name\": \"bluegreen-$1\"}," \
    "\"spec\": {\"holderIdentity\": \"$me\", \"leaseDurationSeconds\": $LEASE, \"renewTime\": \"$(moment)\"}}" |
    k create --filename=- >"$work/said" 2>&1; then
    hold "$1" 0
    return 0
  fi
  trouble=$(cat "$work/said")
  if ! current=$(lease "$1" 2>&1) || [ -z "$current" ]; then
    refuse "$1" "its lease can not be had: $trouble $current"
    return
  fi
  holder=${current%%|*}
  if [ -z "$holder" ]; then
    if patched "$1" '' "$(holder_is "$me")"; then
      hold "$1" 0
      return 0
    fi
    again "$1"
    return
  elif [ -n "$take_over" ]; then
    # It may renew it at any moment.
    if patched "$1" "$holder" "$(holder_is "$me")"; then
      say "$1" "taken from $holder; waits $SETTLE s for its last request"
      hold "$1" $SETTLE
      return 1
    fi
    again "$1"
    return
  elif [ ! -e "$work/$1/lease" ]; then
    say "$1" "$holder is at work on it, or was killed: looks for $LEASE s whether it is alive"
    echo "$(now)|$current" >"$work/$1/lease"
    return 1
  else
    seen=$(cat "$work/$1/lease")
    if [ "${seen#*|}" = "$current" ]; then
      if [ $(($(now) - ${seen%%|*})) -lt $LEASE ]; then return 1; fi
      if patched "$1" "$holder" "$(not_renewed "${current#*|}") $(holder_is "$me")"; then
        hold "$1" 0
        return 0
      fi
    fi
  fi
  refuse "$1" "another run is at work on it${holder:+, $holder}: wait for its end, or --take-over"
}

manifests() {
  for file in "$folder/$1/$2"/*.yaml; do
    if [ -f "$file" ]; then return 0; fi
  done
  return 1
}

# Migrations and a watch are there only where there is one. Anything else that is missing is no wish.
optional() { case $1 in migrate/* | release/watch) ;; *) return 1 ;; esac; }

# Notes the names of all that git wants. It fails with 1 where a part is missing: then nobody knows what is not wanted any
# more.
wanted() {
  if [ -e "$work/$1/wanted" ]; then return 0; fi
  for part in $units; do
    manifests "$1" "$part" || optional "$part" || return 1
  done
  for where in $elsewhere "$namespace"; do
    with_files "$where" "$folder/$1" create --dry-run=client --validate=false --output=name --recursive \
      >"$work/names" 2>"$work/said" || return 2
    if [ "$where" = "$namespace" ]; then where=; fi
    mv "$work/names" "$work/$1/wanted${where:+.$where}"
  done
}

# What users bring along may be of any kind, and one that git has no more is known nowhere else: so the kinds stand at the
# lease, from before an object is made until none is left; NAMESPACE/KIND for those in a namespace of others.
KINDS=blue-green/own-kinds

# own APP: the kinds that git has of it
own() {
  for where in "$namespace" $elsewhere; do own_in "$where" "$1" || return; done
}

# own_in NAMESPACE APP
own_in() {
  where=$1 of=$2
  set --
  for file in "$folder/$of"/base/*.yaml "$folder/$of"/blue/*.yaml "$folder/$of"/green/*.yaml; do
    if grep -qxF -e "    $own_label: $of" -e "    $own_label: \"$of\"" "$file" 2>/dev/null; then
      if [ -z "$elsewhere" ] || [ "$(place "$file")" = "$where" ]; then set -- "$@" "--filename=$file"; fi
    fi
  done
  if [ $# -eq 0 ]; then return; fi
  in_namespace "$where" create --dry-run=client --validate=false --output=name "$@" >"$work/names" 2>"$work/said" || return
  if [ "$where" = "$namespace" ]; then where=; fi
  sed "s#/.*##; s#^#${where:+$where/}#" "$work/names"
}

# Notes both. It fails where nobody answers.
recall() {
  if [ -e "$work/$1/kinds" ]; then return 0; fi
  k get lease "bluegreen-$1" --ignore-not-found --output="jsonpath={.metadata.annotations.$KINDS}" \
    >"$work/recalled" 2>"$work/said" || return
  if own "$1" >"$work/own"; then
    sort -u "$work/own" >"$work/$1/own"
  else
    say "$1" 'what was brought along and is not wanted any more stays, because kubectl could not read what is wanted:'
    indented "$work/said"
    : >"$work/$1/failed.prune"
    : >"$work/$1/own"
  fi
  tr ' ' '\n' <"$work/recalled" | sed '/^$/d' | sort -u - "$work/$1/own" >"$work/all"
  if [ -z "$dry_run" ] && [ "$(cat "$work/recalled")" != "$(line "$work/all")" ]; then record "$1" "$work/all" || return; fi
  mv "$work/all" "$work/$1/kinds"
}

line() { tr '\n' ' ' <"$1" | sed 's/ $//'; }

# record APP FILE: writes kinds to the lease, which has no other annotation
record() {
  patched "$1" "$me" "{\"op\": \"add\", \"path\": \"/metadata/annotations\", \"value\": {\"$KINDS\": \"$(line "$2")\"}},"
}

prune_own() {
  left=0
  for kind in $(cat "$work/$1/kinds"); do
    case $kind in
      # There it takes what is from here alone: another environment may have the like.
      */*) prune "$1" "${kind#*/}" "$own_label=$1,$home_label=$namespace" "${kind%%/*}" || left=1 ;;
      *) prune "$1" "$kind" "$own_label=$1" || left=1 ;;
    esac
  done
  if [ $left = 0 ] && [ -z "$dry_run" ] && [ "$(cat "$work/$1/kinds")" != "$(cat "$work/$1/own")" ]; then
    record "$1" "$work/$1/own"
    return
  fi
  return $left
}

# prune_made APP KINDS SELECTOR: of what is made for it
prune_made() { prune "$1" "$2" "$ours,app.kubernetes.io/name=$1,$3"; }

# prune APP KINDS SELECTOR [NAMESPACE]: takes away what was made from git and is not there any more. Only of these kinds, only with
# these labels, and nothing that says that it stays.
prune() {
  wanted "$1"
  case $? in
    0) ;;
    1)
      say "$1" 'nothing is deleted, because what git wants is not whole'
      return 0
      ;;
    *)
      say "$1" 'nothing is deleted, because kubectl could not read what git wants:'
      indented "$work/said"
      return 1
      ;;
  esac
  from=${4:-$namespace} wants=$work/$1/wanted${4:+.$4}
  if ! in_namespace "$from" get "$2" --selector="$3" --output=name >"$work/live" 2>"$work/said"; then
    # A kind that the cluster does not know any more has no objects.
    case $2 in *,*) ;; *) if grep -qF "doesn't have a resource type" "$work/said"; then return 0; fi ;; esac
    say "$1" 'what is there could not be listed:'
    indented "$work/said"
    return 1
  fi
  kept=0
  while read -r object; do
    if [ -z "$object" ] || grep -qsxF -e "$object" "$wants"; then continue; fi
    if stays=$(in_namespace "$from" get "$object" --ignore-not-found --output="$guard" 2>"$work/said" </dev/null) && [ -n "$stays" ]; then
      continue
    fi
    if [ -s "$work/said" ]; then
      :
    elif [ -n "$dry_run" ]; then
      say "$1" "would delete $object${4:+ in $4}"
      continue
    elif renew "$1" </dev/null && in_namespace "$from" delete "$object" --ignore-not-found --wait=false >"$work/said" 2>&1 </dev/null; then
      say "$1" "deleted $object${4:+ in $4}"
      continue
    fi
    say "$1" "could not delete $object:"
    indented "$work/said"
    kept=1
  done <"$work/live"
  return $kept
}

COLOUR=configmaps,services,horizontalpodautoscalers.autoscaling,poddisruptionbudgets.policy,jobs.batch
GATE=services,poddisruptionbudgets.policy,jobs.batch
REST=$GATE,configmaps,serviceaccounts,networkpolicies.networking.k8s.io,ingresses.networking.k8s.io
OF_BOTH='!blue-green/colour'
# A worker that a release has no more goes on taking work from a queue until it is gone.
WORKERS=deployments.apps,cronjobs.batch,horizontalpodautoscalers.autoscaling
OF_WORKERS=blue-green/worker

# Adds KEDA's kind where the cluster knows it; it is asked once.
with_keda() {
  if [ -n "$keda" ]; then
    :
  elif k get --raw=/apis/keda.sh/v1alpha1 >"$work/heard" 2>"$work/said"; then
    COLOUR=$COLOUR,scaledobjects.keda.sh
    WORKERS=$WORKERS,scaledobjects.keda.sh
    keda=yes
  elif grep -qF '(NotFound)' "$work/said"; then
    keda=no
  else
    say "$1" 'whether KEDA is there could not be seen:'
    indented "$work/said"
    return 1
  fi
}
keda=

# What goes with a unit: what an earlier gate has left, before that one is to run again, and what only its own pods used.
# All else goes in the end, when all is well.
prune_unit() {
  case $2 in
    release/verify) prune_made "$1" "$GATE" "$OF_BOTH" ;;
    blue | green) with_keda "$1" && prune_made "$1" "$COLOUR" "blue-green/colour=$2" ;;
  esac
}

fail() {
  say "$1" "$2: failed: $3"
  note "$1" failed "$2"
}

apply() {
  if ! manifests "$1" "$2"; then
    if optional "$2"; then note "$1" passed "$2"; else fail "$1" "$2" "$folder/$1/$2 holds no manifest"; fi
    return
  fi
  renew "$1" || return
  for where in $elsewhere "$namespace"; do
    if ! with_files "$where" "$folder/$1/$2" apply --server-side --force-conflicts --field-manager="$manager" --output=name \
      >"$work/applied" 2>"$work/said"; then
      fail "$1" "$2" 'kubectl could not apply all of it:'
      indented "$work/said"
      return
    fi
  done
  say "$1" "$2: applied"
  jobs=$(grep '^job\.batch/' "$work/applied" | tr '\n' ' ')
  prune_unit "$1" "$2" || : >"$work/$1/failed.prune"
  case " $gates " in
    *" $2 "*) ;;
    *)
      if [ -n "$jobs" ]; then say "$1" "$2: runs, and is not waited for: $jobs"; fi
      jobs=
      ;;
  esac
  if [ -z "$jobs" ]; then
    note "$1" passed "$2"
    return
  fi
  limit=60
  for job in $jobs; do
    seconds=$(k get "$job" --output='jsonpath={.spec.activeDeadlineSeconds}' 2>"$work/said") || seconds=
    limit=$((limit + ${seconds:-3600}))
  done
  say "$1" "$2: waits for $jobs"
  note "$1" waits "$2" "$(($(now) + limit)) 0 $jobs"
  await "$1" "$2"
}

JOB='jsonpath={.kind}{range .status.conditions[?(@.status=="True")]}|{.type}: {.message}{end}|'
POD='{.metadata.name}: {.status.phase}'
POD=$POD'{range .status.conditions[?(@.reason=="Unschedulable")]} {.message}{end}'
POD=$POD'{range .status.containerStatuses[*]} {.state.terminated.reason}{.state.waiting.reason} {.state.waiting.message}{end}'

# Notes the last words of a Job's pods: they are gone together with a Job that took too long.
listen() {
  selector=--selector=batch.kubernetes.io/job-name=${2#*/}
  {
    k get pods "$selector" --output="jsonpath={range .items[*]}$POD{\"\\n\"}{end}"
    k logs "$selector" --tail=20 --all-containers
  } >"$work/heard" 2>"$work/said" || :
  if [ -s "$work/heard" ]; then cp "$work/heard" "$work/$1/words.${2#*/}"; fi
}

await() {
  read -r end heard jobs <<END
$(noted "$1" waits "$2")
END
  left=
  for job in $jobs; do
    # Where nobody answers, it is asked again.
    if ! k get "$job" --ignore-not-found --output="$JOB" >"$work/job" 2>"$work/said"; then
      left="$left $job"
      continue
    fi
    status=$(tr '\n' ' ' <"$work/job")
    case $status in
      *'|Complete:'*) say "$1" "$2: $job is complete" ;;
      *'|Failed:'*)
        why=${status#*|Failed: }
        listen "$1" "$job"
        fail "$1" "$2" "$job: ${why%%|*}"
        if [ -e "$work/$1/words.${job#*/}" ]; then indented "$work/$1/words.${job#*/}"; fi
        return
        ;;
      '')
        fail "$1" "$2" "$job is gone"
        return
        ;;
      *) left="$left $job" ;;
    esac
  done
  if [ -z "$left" ]; then
    note "$1" passed "$2"
  elif [ "$(now)" -gt "$end" ]; then
    fail "$1" "$2" "has not ended in time:$left"
  else
    if [ $(($(now) - heard)) -ge $RENEW ]; then
      heard=$(now)
      for job in $left; do listen "$1" "$job"; done
    fi
    note "$1" waits "$2" "$end $heard $left"
  fi
}

# ready APP UNIT: whether all is done that has to be done before; without what can't be, it fails
ready() {
  for other in $(before "$2"); do
    if has "$1" failed "$other"; then
      fail "$1" "$2" "not applied, because of $other"
      return 1
    fi
    has "$1" passed "$other" || return
  done
  if [ "$2" = release/traffic ]; then proved "$1"; fi
}

# proved APP: whether the gates of its whole group have passed; once one can't, it fails
proved() {
  for mate in $(group_of "$1"); do
    case " $apps " in *" $mate "*) ;; *) continue ;; esac
    if has "$mate" passed release/verify; then continue; fi
    if has "$mate" failed release/verify || [ -e "$work/$mate/ended" ]; then
      fail "$1" release/traffic "not applied, because of release/verify of $mate, which moves with it"
    fi
    return 1
  done
}

# Does for an application what can be done now.
advance() {
  acquired "$1" || return
  if [ $(($(now) - $(cat "$work/$1/renewed"))) -ge $RENEW ]; then renew "$1" || return; fi
  # Before anything is applied.
  if ! recall "$1"; then
    again "$1"
    return
  fi
  open=
  for unit in $units; do
    if has "$1" passed "$unit" || has "$1" failed "$unit"; then continue; fi
    if has "$1" waits "$unit"; then
      await "$1" "$unit"
    elif ready "$1" "$unit"; then
      apply "$1" "$unit"
    fi
    if [ -e "$work/$1/ended" ]; then return; fi
    has "$1" passed "$unit" || has "$1" failed "$unit" || open=yes
  done
  if [ -n "$open" ]; then return; fi
  if ! bad "$1" && ! { prune_made "$1" "$WORKERS" "$OF_WORKERS" && prune_made "$1" "$REST" "$OF_BOTH" && prune_own "$1"; }; then
    : >"$work/$1/failed.prune"
  fi
  if [ -e "$work/$1/held" ]; then release "$1"; fi
  : >"$work/$1/ended"
}

bad() {
  for failed in "$work/$1"/failed.*; do
    if [ -e "$failed" ]; then return 0; fi
  done
  return 1
}

# differs APP UNIT: it fails with 1 where there is a difference, and with more where kubectl could not compare
differs() {
  worst=0
  for where in $elsewhere "$namespace"; do
    with_files "$where" "$folder/$1/$2" diff --server-side --force-conflicts --field-manager="$manager"
    code=$?
    if [ $code -gt $worst ]; then worst=$code; fi
  done
  return $worst
}

# Shows what would change in an application.
show() {
  for unit in $units; do
    if ! manifests "$1" "$unit"; then
      optional "$unit" || fail "$1" "$unit" "$folder/$1/$unit holds no manifest"
      continue
    fi
    differs "$1" "$unit" >"$work/diff" 2>"$work/said"
    if [ $? -gt 1 ]; then
      fail "$1" "$unit" 'kubectl could not compare all of it:'
      indented "$work/said"
    elif [ -s "$work/diff" ]; then
      say "$1" "$unit: would change"
      indented "$work/diff"
    else
      say "$1" "$unit: is so already"
    fi
  done
  prune_made "$1" "$COLOUR" blue-green/colour || : >"$work/$1/failed.prune"
  prune_made "$1" "$WORKERS" "$OF_WORKERS" || : >"$work/$1/failed.prune"
  prune_made "$1" "$REST" "$OF_BOTH" || : >"$work/$1/failed.prune"
  if recall "$1"; then
    prune_own "$1" || : >"$work/$1/failed.prune"
  else
    say "$1" 'what was brought along before could not be seen:'
    indented "$work/said"
    : >"$work/$1/failed.prune"
  fi
}

# The namespace comes first: all else is made in it.
make_namespace() {
  if ! found=$(k get namespace "$namespace" --ignore-not-found --output=name 2>"$work/said"); then
    echo 'error: the cluster can not be asked:' >&2
    indented "$work/said" >&2
    exit 1
  fi
  if [ -n "$found" ]; then return; fi
  for app in $apps; do
    made=$folder/$app/base/Namespace.$namespace.k8s.yaml
    if [ ! -f "$made" ]; then continue; fi
    if [ -n "$dry_run" ]; then
      echo "$environment: there is no namespace $namespace yet: it would be made, and all else in it"
      exit 0
    fi
    k apply --server-side --force-conflicts --field-manager="$manager" --filename="$made" >"$work/said" || exit 1
    return
  done
  echo "error: there is no namespace $namespace: make it, or say \"createNamespace: true\" in a spec" >&2
  exit 1
}

for app in $apps; do mkdir -p "$work/$app"; done
say "$environment" "namespace $namespace, context $context:$apps"
make_namespace
if [ -n "$dry_run" ]; then
  for app in $apps; do show "$app"; done
else
  going=yes
  while [ -n "$going" ]; do
    going=
    for app in $apps; do
      if [ -e "$work/$app/ended" ]; then continue; fi
      advance "$app"
      if [ ! -e "$work/$app/ended" ]; then going=yes; fi
    done
    if [ -n "$going" ]; then sleep 2; fi
  done
fi

troubled=
for app in $apps; do
  if bad "$app"; then troubled="$troubled $app"; fi
done
if [ -n "$troubled" ]; then
  echo "$environment: failed:$troubled" >&2
  exit 1
fi
if [ -n "$dry_run" ]; then echo "$environment: nothing was changed"; else echo "$environment: all is applied"; fi
