#!/bin/sh
# The main job on the built-in dataset: answers on the terminal, a picture and Turtle in out/.
set -eu
conflictkg() {
    printf '\n$ conflictkg'
    for word in "$@"; do case $word in *[!A-Za-z0-9=./:_-]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac; done
    printf '\n'
    "$BIN/conflictkg" "$@" 2>/dev/null
}
mkdir -p out
cd out
BIN=../$BIN
unset CONFLICTKG_STORE || true
conflictkg query coalition-members -p 'coalition=Army of Fatah' --as-of 2015-03-28
conflictkg query rivals -p 'actor=Jabhat al-Nusra'
conflictkg query affiliates -p parent=al-Qaeda
conflictkg query disputed
conflictkg query who-controls -p place=Idlib
conflictkg render network --as-of 2015-03-28 -o alliances.html
conflictkg export -f turtle -o idlib-2015.ttl
printf '\nWritten: out/alliances.html (open it in a browser) and out/idlib-2015.ttl\n'
