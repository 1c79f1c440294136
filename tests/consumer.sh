#!/usr/bin/env bash
# Packs, and lets a project outside the solution restore, build and run from the packages alone: 401 without a token, 403 for an
# endpoint that declares nothing, 200 with RequirePermission and the right token. Prints each result; fails on any difference.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

version="0.1.0-ci.$(date +%s)"
work="artifacts/consumer"
rm -rf "$work"
mkdir -p "$work/packed"

echo "consumer: packing $version"
for project in src/*/*.csproj; do
  dotnet pack "$project" -c Release -p:Version="$version" -o "$work/packed" -v quiet --nologo "-clp:ErrorsOnly;NoSummary"
done

for project in Web Check; do
  echo "consumer: building $project from the packages"
  dotnet build "tests/Consumer/$project" -c Release -p:ConsumedVersion="$version" -p:BaseIntermediateOutputPath="$PWD/$work/obj/$project/" \
    -o "$work/$project" -v quiet --nologo "-clp:ErrorsOnly;NoSummary"
done

dotnet "$work/Check/Check.dll" "$work/packed" "$work/restored" "$PWD/$work/Web" "$version"
