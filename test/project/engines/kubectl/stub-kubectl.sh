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
# At the call of the number $AT it does what $HOW says: fail, or send that signal to the process $(cat $STUB/pid).
set -u
called=$(echo "$*" | tr '\n' ' ')
printf '%s\n' "$called" >>"$STUB/calls"
if [ -n "${AT:-}" ] && [ "$(wc -l <"$STUB/calls")" -eq "$AT" ]; then
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

# What files of a folder are called by kubectl.
names() {
  find $filename -name '*.yaml' | sort | sed 's|.*/||; s|\.k8s\.yaml$||' | tr A-Z a-z | while read -r file; do
    kind=${file%%.*}
    case $kind in
      deployment) kind=$kind.apps ;;
      job) kind=$kind.batch ;;
      poddisruptionbudget) kind=$kind.policy ;;
      horizontalpodautoscaler) kind=$kind.autoscaling ;;
      ingress | networkpolicy) kind=$kind.networking.k8s.io ;;
    esac
    echo "$kind/${file#*.}"
  done
}

# becomes FILE: what is read from the one before is whole, whoever reads it at that moment
becomes() { cat >"$1.$$" && mv "$1.$$" "$1"; }

# value OPERATION PATH: of the patch
value() { echo "$patch" | tr -d '\n' | sed -n "s/.*\"op\": \"$1\", \"path\": \"\/spec\/$2\", \"value\": \"\([^\"]*\)\".*/\1/p"; }

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
    cat "$STUB/$noted.$3" 2>/dev/null || :
    ;;
  patch:lease)
    # Of two at once the second one finds what the first has made.
    until mkdir "$STUB/patching" 2>/dev/null; do sleep 0.01; done
    trap 'rmdir "$STUB/patching"' EXIT
    if [ -e "$STUB/renews" ]; then
      rm "$STUB/renews"
      sed 's/|.*/|now/' "$STUB/lease.$3" | becomes "$STUB/lease.$3"
    fi
    IFS='|' read -r holder renewed <"$STUB/lease.$3"
    tested=$(value test renewTime)
    if [ "$(value test holderIdentity)" != "$holder" ] || { [ -n "$tested" ] && [ "$tested" != "$renewed" ]; }; then
      echo 'The request is invalid: testing value failed' >&2
      exit 1
    fi
    case $patch in *'"op": "replace", "path": "/spec/holderIdentity"'*) holder=$(value replace holderIdentity) ;; esac
    echo "$holder|$(value replace renewTime)" | becomes "$STUB/lease.$3"
    case $patch in *own-kinds*) echo "$patch" | tr -d '\n' | sed 's/.*own-kinds": "\([^"]*\)".*/\1/' | becomes "$STUB/kinds.$3" ;; esac
    ;;
  create:*)
    if [ -n "${dry:-}" ]; then
      names
      exit
    fi
    text=$(cat | tr -d '\n')
    name=$(echo "$text" | sed 's/.*"name": "\([^"]*\)".*/\1/')
    if [ -e "$STUB/lease.$name" ]; then
      echo "leases \"$name\" already exists" >&2
      exit 1
    fi
    echo "$text" | sed 's/.*"holderIdentity": "\([^"]*\)".*"renewTime": "\([^"]*\)".*/\1|\2/' | becomes "$STUB/lease.$name"
    ;;
  apply:*) if [ -d "${filename# }" ]; then names; else : >"$STUB/namespace"; fi ;;
  get:*/*)
    case $output in
      *annotations*) if grep -qx "$2" "$STUB/stays" 2>/dev/null; then echo disabled; fi ;;
      *activeDeadlineSeconds*) echo 600 ;; *) cat "$STUB/job.${2#*/}" 2>/dev/null || cat "$STUB/job" ;;
    esac
    ;;
  get:pods) echo 'pod-1: Failed' ;;
  get:*,*) cat "$STUB/live.$(echo "$selector" | tr -cd 'a-z=')" 2>/dev/null || : ;;
  get:*)
    if [ "$2" = "$(cat "$STUB/unknown" 2>/dev/null)" ]; then
      echo "error: the server doesn't have a resource type \"${2%%.*}\"" >&2
      exit 1
    fi
    grep "^$2/" "$STUB/live.$(echo "$selector" | tr -cd 'a-z=')" 2>/dev/null || :
    ;;
  logs:*) cat "$STUB/words" ;;
  delete:* | diff:*) ;;
  *)
    echo "what is $*?" >&2
    exit 1
    ;;
esac
