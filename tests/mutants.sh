#!/usr/bin/env bash
# Shows that the tests notice when a defence goes: applies each tests/mutants/<id>.patch to a scratch copy, builds, and runs the
# tests that hold this defence, which must fail. Prints one line each and 'killed/total'; fails unless all are killed.
#   tests/mutants.sh [id…]                 all mutants, or these
#   MUTANTS_SCRATCH=/tmp/m tests/mutants.sh A1   keeps the copy and its builds there, for the next run
# Above its diff a patch may say '# tests: <project under tests/>' (default ZeroTrust.Security.Tokens.Tests) and
# '# names: <part of the full names of the tests>' (default '.<id>_'), and of a change under src/Shared '# builds: <package under src/>'.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

if [ -n "${MUTANTS_SCRATCH:-}" ]; then
  scratch="$MUTANTS_SCRATCH"
  mkdir -p "$scratch"
else
  scratch="$(mktemp -d)"
fi
log="$(mktemp)"
applied=""

clean_up() {
  if [ -n "$applied" ]; then undo; fi
  rm -f "$log"
  [ -n "${MUTANTS_SCRATCH:-}" ] || rm -rf "$scratch"
}
trap clean_up EXIT

header() { sed -n "/^diff /q;s/^# $2: *//p" "$root/tests/mutants/$1.patch"; }
project_of() { local name; name="$(header "$1" tests)"; echo "${name:-ZeroTrust.Security.Tokens.Tests}"; }
names_of() { local names; names="$(header "$1" names)"; echo "${names:-.$1_}"; }
changed_lines() { grep -cE '^(\+([^+]|$)|-([^-]|$))' "$root/tests/mutants/$1.patch" || true; }

copy_tree() { # Copies what git knows or would add, and only what differs, so that builds in a kept copy stay incremental.
  git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ -f "$file" ] || continue
    cmp -s "$file" "$scratch/$file" || { mkdir -p "$scratch/$(dirname "$file")"; cp "$file" "$scratch/$file"; }
  done
  (cd "$scratch" && find . -type f -not -path '*/bin/*' -not -path '*/obj/*' -not -path './unchanged/*' -print0) | while IFS= read -r -d '' file; do
    [ -f "$root/$file" ] || [ "$file" = ./mutating ] || rm -f "$scratch/$file"
  done
}

apply() { # Outside a repository of its own: git must not look for one above.
  (cd "$scratch" && GIT_CEILING_DIRECTORIES="$(dirname "$scratch")" git apply "$@") >"$log" 2>&1
}
undo() { apply -R "$root/tests/mutants/$applied.patch"; applied=""; }

build() { # Without analyzers: a mutant may leave something unused, and style is not the question here.
  (cd "$scratch" && dotnet build "$@" -c Release --no-restore --nologo -v quiet -clp:ErrorsOnly \
    -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false -p:EnablePackageValidation=false) >"$log" 2>&1
}

# Only the changed package is compiled, and its assembly put where the tests load it from: nothing else depends on its insides.
packages_of() {
  local named; named="$(header "$1" builds)"
  if [ -n "$named" ]; then tr ' ' '\n' <<<"$named"; return; fi
  sed -n 's|^diff --git a/src/\([^/]*\)/.*|\1|p' "$root/tests/mutants/$1.patch" | sort -u
}
build_mutant() {
  local package
  for package in $(packages_of "$1"); do
    build "src/$package" --no-dependencies || return 1
    cp "$scratch/src/$package/bin/Release/net10.0/$package.dll" "$scratch/tests/$2/bin/Release/net10.0/"
  done
}
put_back() { cp "$scratch/unchanged/$1/"*.dll "$scratch/tests/$1/bin/Release/net10.0/"; }

run_tests() { # run_tests PROJECT FILTER
  (cd "$scratch/tests/$1" && timeout 300 dotnet test "bin/Release/net10.0/$1.dll" --nologo --filter "$2" \
    --logger "console;verbosity=normal") >"$log" 2>&1
}

ids=("$@")
if [ ${#ids[@]} -eq 0 ]; then
  for patch in tests/mutants/*.patch; do ids+=("$(basename "$patch" .patch)"); done
  readarray -t ids < <(printf '%s\n' "${ids[@]}" | sort -V)
fi
for id in "${ids[@]}"; do
  [ -f "tests/mutants/$id.patch" ] || { echo "mutants.sh: no tests/mutants/$id.patch" >&2; exit 1; }
done

copy_tree
# A run that was cut short in a kept copy may have left a mutant's assembly that looks newer than the source put back.
if [ -f "$scratch/mutating" ]; then find "$scratch/src" -name '*.cs' -not -path '*/obj/*' -exec touch {} +; fi
: >"$scratch/mutating"
projects="$(for id in "${ids[@]}"; do project_of "$id"; done | sort -u)"
for project in $projects; do
  (cd "$scratch" && dotnet restore "tests/$project" --nologo -v quiet) >"$log" 2>&1 || { cat "$log"; exit 1; }
  build "tests/$project" || { echo "mutants.sh: $project does not build unchanged"; cat "$log"; exit 1; }
  mkdir -p "$scratch/unchanged/$project"
  cp "$scratch/tests/$project/bin/Release/net10.0/ZeroTrust.Security."*.dll "$scratch/unchanged/$project/"
  filter=""
  for id in "${ids[@]}"; do
    [ "$(project_of "$id")" = "$project" ] && filter="${filter:+$filter|}FullyQualifiedName~$(names_of "$id")"
  done
  run_tests "$project" "$filter" || { echo "mutants.sh: tests of $project fail unchanged"; grep -E '^ +Failed |^ *Error' "$log" | head -20; exit 1; }
  for id in "${ids[@]}"; do
    if [ "$(project_of "$id")" = "$project" ] && ! grep '^ *Passed ' "$log" | grep -F "$(names_of "$id")" >/dev/null; then
      echo "mutants.sh: $project has no test named $(names_of "$id")"
      exit 1
    fi
  done
done

killed=0
for id in "${ids[@]}"; do
  project="$(project_of "$id")"
  lines="$(changed_lines "$id")"
  if [ "$lines" -gt 10 ]; then
    verdict="TOO LONG ($lines changed lines)"
  elif ! apply "$root/tests/mutants/$id.patch"; then
    verdict="DOES NOT APPLY: $(head -1 "$log")"
  else
    applied="$id"
    if ! build_mutant "$id" "$project"; then
      verdict="DOES NOT BUILD: $(grep -m1 -oE 'error [A-Z]+[0-9]+:.*' "$log" | cut -c1-120)"
    elif run_tests "$project" "FullyQualifiedName~$(names_of "$id")"; then
      verdict="SURVIVED"
    elif failed="$(grep -cE '^ +Failed .*\[' "$log")" && [ "$failed" -gt 0 ]; then
      verdict="killed by $failed"
      killed=$((killed + 1))
    else
      verdict="NO VERDICT: the tests neither passed nor failed"
    fi
    undo
    put_back "$project"
  fi
  printf '%-24s %s\n' "$id" "$verdict"
done

rm -f "$scratch/mutating"
echo "$killed/${#ids[@]} killed"
[ "$killed" -eq ${#ids[@]} ]
