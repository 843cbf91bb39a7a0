# Judges a release by figures. For busybox' sh and tools, with curl. Every value is an argument, so that nothing has to be
# quoted and nothing is run that a user wrote:
#   --release ID       what is judged, for the log
#   --colour NAME      where it runs, for the log
#   --rounds NUMBER    so many rounds have to tell something, of all metrics
#   --every SECONDS    from one round to the next
#   --within SECONDS   until it gives up
# and then for each metric:
#   --metric NAME  --url URL  --limits TEXT  --failures NUMBER  --no-data wait|pass|fail
#   [--query TEXT | --json PATH]  [--max NUMBER]  [--min NUMBER]  [--unit TEXT]  [--requests QUERY --least NUMBER]
#   [--header LINE]...  [--headers-from FOLDER]  [--token FILE]  [--ca FILE]
# With --query the URL is that of Prometheus' API, else that of an answer in JSON that has the number at a path.
# It ends with 0 once enough was measured, and with 1 as soon as a metric was outside its limits more often than it may be, or
# when its time is over. Nothing but a number within its limits is ever taken for good.
set -u
export LC_ALL=C
newline='
'
carriage_return=$(printf '\r')

# Takes an answer on standard input. Prints "number" and it; "none" and why there is nothing to measure; or "unknown" and what is
# wrong with the answer. Of Prometheus with $path being empty, else the number at $path.
number_in() {
  NUMBER_PATH=$path awk '
    #include json.awk
    function say(what, text) { gsub(/[\001-\037\177]/, " ", text); print what " " substr(text, 1, 200); exit }
    function unquoted(value) { return value ~ /^"/ ? substr(value, 2, length(value) - 2) : value }
    # https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats
    function of_prometheus(   type, status) {
      status = unquoted(values["status"])
      if (status == "error") say("unknown", unquoted(values["errorType"]) ": " unquoted(values["error"]))
      type = unquoted(values["data.resultType"])
      if (status != "success" || type == "") say("unknown", "it is no answer of Prometheus")
      if (type == "scalar") return "data.result.1"
      if (type != "vector") say("unknown", "the query gives a " type ", and not a number")
      if ("data.result.1.value.1" in values) say("unknown", "the query gives several numbers: sum them, for example")
      if (!("data.result.0.value.1" in values)) say(("data.result.0.histogram.0" in values) ? "unknown" : "none", "the query gives no number")
      return "data.result.0.value.1"
    }
    { body = body $0 "\n" }
    END {
      read(body)
      if (broken) say("unknown", "the answer is not JSON")
      path = ENVIRON["NUMBER_PATH"]
      if (path == "") path = of_prometheus()
      if (!(path in values) || values[path] == "null") say("none", path " is not there")
      value = unquoted(values[path])
      if (value ~ /^[-+]?[nN]a[nN]$/) say("none", "it is NaN")
      # What is infinite is outside any limits.
      if (value ~ /^[-+]?[iI]nf(inity)?$/) say("number", value ~ /^-/ ? "-Inf" : "+Inf")
      if (value !~ /^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$/) say("unknown", "it is no number: " values[path])
      say("number", value)
    }'
}

# Asks the current metric, with the query $1 or none. Leaves in $found what number_in prints.
look() {
  query=$1
  lines=$headers
  if [ -n "$folder" ]; then
    for file in "$folder"/*; do
      if [ -f "$file" ]; then lines="$lines${file##*/}: $(first_line "$file")$newline"; fi
    done
  fi
  if [ -n "$token" ]; then lines="${lines}Authorization: Bearer $(first_line "$token")$newline"; fi
  set -- --disable --silent --globoff --proto =http,https --max-time "$patience" --max-filesize 100000 \
    --user-agent bluegreen-analysis --header @- --write-out '\n%{http_code} %{exitcode} %{redirect_url} %{errormsg}'
  if [ -n "$authority" ]; then set -- "$@" --cacert "$authority"; fi
  # Thanos answers with what it could reach, unless it is told not to. Others do not know the word.
  if [ -n "$query" ]; then set -- "$@" --get --data-urlencode "query=$query" --data 'partial_response=false'; fi
  answer=$(printf '%s' "$lines" | curl "$@" "$url" 2>/dev/null | head -c 100200)
  # Of a long text, a shell takes the square of the time to take its last line away.
  end=63
  if [ "${#answer}" -lt 100150 ]; then end=${answer##*"$newline"} answer=${answer%"$newline"*}; fi
  code=${end%% *} end=${end#* }
  trouble=${end%% *} end=${end#* }
  if [ "$trouble" = 63 ]; then
    found='unknown the answer is longer than 100 kB'
  elif [ "$trouble" != 0 ]; then
    found="unknown ($trouble) ${end#* }"
  elif [ -n "${end%% *}" ]; then
    found="unknown status $code, which leads to ${end%% *}"
  elif [ "$code" != 200 ]; then
    found="unknown status $code"
    case $answer in '{"status":"error"'*) found="$found, $(printf '%s' "$answer" | path='' number_in | cut -d ' ' -f 2-)" ;; esac
  else
    found=$(printf '%s' "$answer" | number_in)
  fi
  found=$(printf '%s' "$found" | head -c 300 | tr '\001-\037\177' ' ')
}

# A header ends with its line.
first_line() {
  line=$(head -n 1 "$1")
  printf '%s' "${line%"$carriage_return"}"
}

# Measures the current metric, and tells it in a line. Leaves in $verdict: within, outside or waits; in $why what was found.
measure() {
  if [ -n "$requests" ]; then
    look "$requests"
    case $found in
      'number '*)
        if awk -v number="${found#number }" -v least="$least" 'BEGIN { exit !(number + 0 < least) }'; then
          found="none $(shown "${found#number }") of at least $least requests"
        else
          look "$metric_query"
        fi
        ;;
    esac
  else
    look "$metric_query"
  fi
  case $found in
    'number '*)
      number=${found#number }
      why=$(shown "$number")$unit
      verdict=$(awk -v number="$number" -v min="$min" -v max="$max" 'BEGIN {
        print (number ~ /Inf/ || (max != "" && number + 0 > max + 0) || (min != "" && number + 0 < min + 0)) ? "outside" : "within"
      }')
      ;;
    'none '*)
      why="no data, ${found#none }"
      case $no_data in pass) verdict=within ;; fail) verdict=outside ;; *) verdict=waits ;; esac
      ;;
    *)
      why="no answer, ${found#unknown }"
      verdict=waits
      ;;
  esac
}

# A number as people read it.
shown() { awk -v number="$1" 'BEGIN { if (number ~ /Inf/) print number; else printf "%.6g\n", number }'; }

# Measures all metrics once. Leaves in $good whether all of them told something, in $lacking who did not, and in $bad which one
# was outside its limits too often.
round() {
  good=yes lacking='' bad='' index=0
  while [ $# -gt 0 ]; do
    name=$2 url='' metric_query='' path='' limits='' max='' min='' unit='' failures=0 no_data=wait
    requests='' least=0 headers='' folder='' token='' authority=''
    index=$((index + 1))
    shift 2
    while [ $# -gt 0 ] && [ "$1" != --metric ]; do
      case $1 in
        --url) url=$2 ;;
        --query) metric_query=$2 ;;
        --json) path=$2 ;;
        --limits) limits=$2 ;;
        --max) max=$2 ;;
        --min) min=$2 ;;
        --unit) unit=$2 ;;
        --failures) failures=$2 ;;
        --no-data) no_data=$2 ;;
        --requests) requests=$2 ;;
        --least) least=$2 ;;
        --header) headers=$headers$2$newline ;;
        --headers-from) folder=$2 ;;
        --token) token=$2 ;;
        --ca) authority=$2 ;;
      esac
      shift 2
    done
    measure
    case $verdict in
      outside)
        outside=0
        eval "outside=\$((\${outside_$index:-0} + 1)); outside_$index=\$outside"
        echo "$name: $why, $limits: outside, $outside where $failures may be"
        if [ "$outside" -gt "$failures" ] && [ -z "$bad" ]; then
          bad="$name was outside its limits $outside times, where $failures may be: $why, $limits"
        fi
        ;;
      waits)
        echo "$name: $why, $limits: waits"
        good='' lacking="$lacking; $name: $why"
        ;;
      *) echo "$name: $why, $limits: within" ;;
    esac
  done
}

# Seconds on a clock that nobody sets.
now() {
  read -r seconds _ < /proc/uptime
  echo "${seconds%.*}"
}

judge() {
  start=$(now) next=$(now) counted=0 said=''
  while :; do
    next=$((next + every))
    wait_until=$((next - $(now)))
    if [ "$wait_until" -gt 0 ]; then sleep "$wait_until"; else next=$(now); fi
    round "$@"
    if [ -n "$bad" ]; then echo "failed: $bad; release $release in $colour"; return 1; fi
    if [ -n "$good" ]; then counted=$((counted + 1)) said=''; else said=$lacking; fi
    if [ "$counted" -ge "$rounds" ]; then
      echo "passed: all metrics were measured $rounds times; release $release in $colour"
      return 0
    fi
    if [ $(($(now) - start + every)) -gt "$within" ]; then
      echo "failed: $within seconds are over, with $counted of $rounds measurements$said; release $release in $colour"
      return 1
    fi
  done
}

while [ $# -gt 0 ] && [ "$1" != --metric ]; do
  case $1 in
    --release) release=$2 ;;
    --colour) colour=$2 ;;
    --rounds) rounds=$2 ;;
    --every) every=$2 ;;
    --within) within=$2 ;;
  esac
  shift 2
done

# Seconds that an answer may take.
patience=$every
if [ "$patience" -gt 10 ]; then patience=10; fi

# As a container's first process a shell would not end on a signal, and a trap has to wait for what runs in the
# foreground: so it is judged beside it.
judge "$@" &
trap 'kill $!; echo "ended from outside; release $release in $colour"; exit 143' TERM INT
wait $!
