#!/usr/bin/env bash
# Installs what the tests need, builds, and runs all of them. Needs the .NET SDK, and root on Debian where Node.js or ICU is
# missing. Ends with one line, 'N passed, N failed, N skipped', and fails if any test failed, was skipped, or none ran.
#   tests/run.sh [Debug|Release]
set -euo pipefail
cd "$(dirname "$0")/.."

configuration="${1:-Release}"
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

install() { # install COMMAND-OR-LIBRARY PACKAGE...
  local what="$1"; shift
  if [ "$(id -u)" -ne 0 ]; then
    echo "run.sh: $what is missing and this is not root; install: $*" >&2
    exit 1
  fi
  echo "run.sh: installing $*"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

node_major() { node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/'; }
[ "$(node_major || true)" -ge 18 ] 2>/dev/null && command -v npm >/dev/null || install "Node.js 18 or later" nodejs npm
ldconfig -p | grep -q libicuuc || install "ICU" libicu-dev
command -v openssl >/dev/null || install "openssl" openssl
[ -x /usr/sbin/nginx ] || install "nginx" nginx
ls /usr/lib/*/rsyslog/lmnsd_gtls.so >/dev/null 2>&1 || install "rsyslog with TLS" rsyslog rsyslog-gnutls
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || install "PostgreSQL" postgresql
ls /usr/lib/rabbitmq/lib/*/sbin/rabbitmq-server >/dev/null 2>&1 || install "RabbitMQ" rabbitmq-server

interop=tests/ZeroTrust.Security.InteropTests/node
echo "run.sh: packages for the interop servers"
npm ci --prefix "$interop" --no-audit --no-fund --loglevel=error

echo "run.sh: building ($configuration)"
dotnet build ZeroTrust.Security.sln -c "$configuration" --nologo -v quiet -clp:ErrorsOnly ${RUN_BUILD_ARGUMENTS:-}

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
status=0
ZEROTRUST_ROTATIONS=1000 ZEROTRUST_CACHE_SECONDS=10 dotnet test ZeroTrust.Security.sln -c "$configuration" --no-build --nologo 2>&1 | tee "$log" || status=$?

echo "run.sh: outside vectors, case counts of each file"
cat "tests/ZeroTrust.Security.ConformanceTests/bin/$configuration/net10.0/vector-summary.txt" || status=$?

# The verdicts must not depend on culture or time zone (THREATS.md L4): the token tests once more under two others.
for place in "tr_TR.UTF-8 Asia/Kathmandu" "th_TH.UTF-8 Pacific/Chatham"; do
  read -r culture zone <<<"$place"
  echo "run.sh: token tests under $culture, $zone"
  LC_ALL="$culture" LANG="$culture" TZ="$zone" dotnet test tests/ZeroTrust.Security.Tokens.Tests -c "$configuration" \
    --no-build --nologo 2>&1 | tee -a "$log" || status=$?
done

awk '
  /Failed:.*Passed:.*Skipped:/ {
    for (i = 1; i <= NF; i++) {
      if ($i == "Failed:") failed += $(i + 1)
      if ($i == "Passed:") passed += $(i + 1)
      if ($i == "Skipped:") skipped += $(i + 1)
    }
  }
  END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit !(passed > 0 && failed == 0 && skipped == 0) }
' "$log" || status=$?
exit "$status"
