#!/bin/sh
# A kubectl that notes how it is called, and answers out of the folder $STUB:
#   calls           what it was called with, a line each
#   namespace       there where the namespace is
#   lease.NAME      holder|time of renewal
#   renews          there where the lease's holder renews it before it is changed
#   job, job.NAME   what it says of every Job, or of one
#   words           the log of every pod
#   live.SELECTOR   what is there by the last part of a selector
#   kinds.NAME      what kinds a lease notes
#   unknown         a kind that the cluster does not know
#   stays           objects that say that they stay
#   keda            there where KEDA is
#   beside          there where a second run is at work: then nobody may find half of a file, nor change one between two looks
#   number          that of the last call
# At the call of the number $AT it does what $HOW says: fail, or send that signal to the process $(cat $STUB/pid).
# It is called some thousand times: what the shell can do itself starts no process.
set -u
newline='
'
whitespace=$IFS

# A line for each call, be there lines in it.
note() {
  set -f
  IFS=$newline
  set -- $*
  IFS=' '
  printf '%s\n' "$*" >>"$STUB/calls"
  IFS=$whitespace
  set +f
}
note "$@"
if [ -n "${AT:-}" ]; then
  number=0
  if [ -e "$STUB/number" ]; then read -r number <"$STUB/number"; fi
  number=$((number + 1))
  echo $number >"$STUB/number"
fi
if [ "${number:-none}" = "${AT:-}" ]; then
  if [ "$HOW" != fail ]; then
    kill -s "$HOW" "$(cat "$STUB/pid")"
    sleep 0.1
  fi
  echo 'error: no answer' >&2
  exit 1
fi

for word; do
  case $word in
    --filename=*) filename="${filename:-} ${word#*=}" ;;
    --selector=*) selector=${word#*=} selector=${selector##*,} ;;
    --patch=*) patch=${word#*=} ;;
    --output=*) output=${word#*=} ;;
    --dry-run=*) dry=yes ;;
  esac
done
shift 3

# What files, and those of folders, are called by kubectl.
names() {
  for path in $filename; do
    for file in "$path" "$path"/*.yaml "$path"/*/*.yaml "$path"/*/*/*.yaml; do
      if [ -f "$file" ]; then name "${file##*/}"; fi
    done
  done
}

name() {
  case ${1%%.*} in
    ConfigMap) kind=configmap ;;
    Deployment) kind=deployment.apps ;;
    HorizontalPodAutoscaler) kind=horizontalpodautoscaler.autoscaling ;;
    Ingress) kind=ingress.networking.k8s.io ;;
    Job) kind=job.batch ;;
    NetworkPolicy) kind=networkpolicy.networking.k8s.io ;;
    PodDisruptionBudget) kind=poddisruptionbudget.policy ;;
    Role) kind=role ;;
    RoleBinding) kind=rolebinding ;;
    Service) kind=service ;;
    ServiceAccount) kind=serviceaccount ;;
    Monitor) kind=monitor ;;
    Namespace) kind=namespace ;;
    *) kind=$(echo "${1%%.*}" | tr A-Z a-z) ;;
  esac
  object=${1#*.}
  echo "$kind/${object%.k8s.yaml}"
}

# says FILE: as cat does
says() {
  [ -e "$1" ] || return 1
  while IFS= read -r line; do printf '%s\n' "$line"; done <"$1"
  printf %s "$line"
}

# holds FILE LINE
holds() {
  [ -e "$1" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    if [ "$line" = "$2" ]; then return 0; fi
  done <"$1"
  return 1
}

# becomes FILE TEXT
becomes() {
  if [ -e "$STUB/beside" ]; then printf %s "$2" >"$1.$$" && mv "$1.$$" "$1"; else printf %s "$2" >"$1"; fi
}

# value TEXT BEFORE: sets value to what stands in quotes after that, or to nothing
value() {
  case $1 in
    *"$2\""*)
      value=${1##*"$2\""}
      value=${value%%\"*}
      ;;
    *) value= ;;
  esac
}

# operation NAME FIELD: how one of a patch begins
operation() { operation="\"op\": \"$1\", \"path\": \"/spec/$2\", \"value\": "; }

# of_patch OPERATION FIELD: sets value
of_patch() {
  operation "$1" "$2"
  value "$patch" "$operation"
}

# Sets live to the file for the last part of the selector.
live() {
  IFS='!/-'
  set -- $selector
  IFS=
  live="$STUB/live.$*"
  IFS=$whitespace
}

case $1:$2 in
  get:--raw=/apis/keda.sh/v1alpha1)
    if [ ! -e "$STUB/keda" ]; then
      echo 'Error from server (NotFound): the server could not find the requested resource' >&2
      exit 1
    fi
    ;;
  get:namespace) if [ -e "$STUB/namespace" ]; then echo "namespace/$3"; fi ;;
  get:lease)
    case $output in *annotations*) noted=kinds ;; *) noted=lease ;; esac
    says "$STUB/$noted.$3" || :
    ;;
  patch:lease)
    # Of two at once the second one finds what the first has made.
    if [ -e "$STUB/beside" ]; then
      until mkdir "$STUB/patching" 2>/dev/null; do sleep 0.01; done
      trap 'rmdir "$STUB/patching"' EXIT
    fi
    if [ -e "$STUB/renews" ]; then
      rm "$STUB/renews"
      IFS='|' read -r holder renewed <"$STUB/lease.$3"
      becomes "$STUB/lease.$3" "$holder|now$newline"
    fi
    IFS='|' read -r holder renewed <"$STUB/lease.$3"
    of_patch test holderIdentity
    expected=$value
    of_patch test renewTime
    if [ "$expected" != "$holder" ] || { [ -n "$value" ] && [ "$value" != "$renewed" ]; }; then
      echo 'The request is invalid: testing value failed' >&2
      exit 1
    fi
    operation replace holderIdentity
    case $patch in
      *"$operation"*)
        value "$patch" "$operation"
        holder=$value
        ;;
    esac
    of_patch replace renewTime
    becomes "$STUB/lease.$3" "$holder|$value$newline"
    case $patch in
      *own-kinds*)
        value "$patch" 'own-kinds": '
        becomes "$STUB/kinds.$3" "$value"
        ;;
    esac
    ;;
  create:*)
    if [ -n "${dry:-}" ]; then
      names
      exit
    fi
    text=
    while read -r line; do text=$text$line; done
    value "$text" '"name": '
    name=$value
    if [ -e "$STUB/lease.$name" ]; then
      echo "leases \"$name\" already exists" >&2
      exit 1
    fi
    value "$text" '"holderIdentity": '
    holder=$value
    value "$text" '"renewTime": '
    becomes "$STUB/lease.$name" "$holder|$value$newline"
    ;;
  apply:*) if [ -d "${filename# }" ]; then names; else : >"$STUB/namespace"; fi ;;
  get:*/*)
    case $output in
      *annotations*) if holds "$STUB/stays" "$2"; then echo disabled; fi ;;
      *activeDeadlineSeconds*) echo 600 ;;
      *) says "$STUB/job.${2#*/}" || says "$STUB/job" ;;
    esac
    ;;
  get:pods) echo 'pod-1: Failed' ;;
  get:*,*)
    live
    says "$live" || :
    ;;
  get:*)
    if holds "$STUB/unknown" "$2"; then
      echo "error: the server doesn't have a resource type \"${2%%.*}\"" >&2
      exit 1
    fi
    live
    if [ -e "$live" ]; then
      while IFS= read -r line || [ -n "$line" ]; do
        case $line in "$2"/*) echo "$line" ;; esac
      done <"$live"
    fi
    ;;
  logs:*) says "$STUB/words" ;;
  delete:* | diff:*) ;;
  *)
    echo "what is $*?" >&2
    exit 1
    ;;
esac
