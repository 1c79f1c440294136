#!/usr/bin/env bash
# Packs, makes a new service with `dotnet new web`, and lets it restore, build and run from the packages alone: 401 without a token,
# 403 for its bare MapGet, 200 with RequirePermission and the right token. Prints each result; fails on any difference.
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

# The new service stands where only these files reach: the folder just packed as one more source, a package folder of its own.
echo "consumer: dotnet new web, with the package and the lines of Program.sed"
cp tests/Consumer/Directory.* tests/Consumer/nuget.config "$work/"
dotnet new web -o "$work/New" -n Web --no-restore --no-update-check >/dev/null
dotnet add "$work/New/Web.csproj" package ZeroTrust.Security.AspNetCore --version "[$version]" >/dev/null
sed -i -f tests/Consumer/Program.sed "$work/New/Program.cs"
cp tests/Consumer/appsettings.json "$work/New/appsettings.json"
cat "$work/New/Program.cs"

build() { # build PROJECT OUTPUT [ARGUMENT...]
  dotnet build "$1" -c Release -o "$2" -v quiet --nologo "-clp:ErrorsOnly;NoSummary" "${@:3}"
}
echo "consumer: building it from the packages"
build "$work/New" "$work/Web"
build tests/Consumer/Check "$work/Check" -p:ConsumedVersion="$version" -p:BaseIntermediateOutputPath="$PWD/$work/obj/Check/"

dotnet "$work/Check/Check.dll" "$work/packed" "$work/restored" "$PWD/$work/Web" "$version"
