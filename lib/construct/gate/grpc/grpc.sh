# Asks the health service of gRPC at $pod about the service $path, once; "/" is the server as a whole. Else leaves in $wrong what was
# not as expected. https://grpc.io/docs/guides/health-checking/
# A message is a byte that says that it is not compressed, four with its length, and its fields: of the question the name of the
# service, if any (field 1, a text: tag 10), of the answer a number (field 1: tag 8), which is 1 where it is serving.
ask_health() {
  set -- --disable --silent --show-error --globoff --insecure --noproxy '*' --max-filesize 5000000 \
    --user-agent bluegreen-gate --http2-prior-knowledge --max-time "$seconds" --data-binary @- --output - \
    --header 'Content-Type: application/grpc' --header 'TE: trailers' \
    --write-out '%{stderr}status %{http_code}, %header{grpc-status} of gRPC'
  message='\0000\0000\0000\0000\0000'
  if [ "$path" != / ]; then
    message=$(printf '\\0000\\0000\\0000\\0000\\0%03o\\0012\\0%03o%s' $((${#path} + 2)) ${#path} "$path")
  fi
  answer=$({
    printf '%b' "$message" | curl "$@" "$scheme://$pod:$port/grpc.health.v1.Health/Check" 2>&3 | od -A n -v -t u1
  } 3>&1 | tr -s ' \n' ' ')
  wrong=${answer##*curl: }
  case $answer in
    *' 0 0 0 0 2 8 1 '*) answer='' wrong='' && return ;;
    *'curl: '*) wrong=${wrong%% status *} ;;
    *' 0 0 0 0 2 8 '* | *' 0 0 0 0 0 '*) wrong='it is not serving' ;;
    *) wrong="${wrong##*status }" wrong="status ${wrong%% of gRPC*} of gRPC, expected an answer" ;;
  esac
  answer=''
  return 1
}

send() {
  case $method in
    GRPC) ask_health ;;
    *) send_http ;;
  esac
}
