#!/bin/sh
# Debian's chromium, rapper, R and Virtuoso for the browser, Turtle, tutorial and remote tests, where apt can bring them;
# elsewhere those tests are skipped and say so.
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    missing=""
    command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
    command -v rapper >/dev/null 2>&1 || missing="$missing raptor2-utils"
    command -v Rscript >/dev/null 2>&1 || missing="$missing r-base-core"
    command -v virtuoso-t >/dev/null 2>&1 || missing="$missing virtuoso-opensource-7-bin"
    if [ -n "$missing" ]; then
        echo "Installing$missing"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
            echo "Could not install$missing: the tests that need them are skipped."
    fi
fi
exit 0
