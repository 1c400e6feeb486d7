# shellcheck shell=sh
# ready.sh - what tests borrow from npm, as tests/npm/package-lock.json pins it,
# in build/npm.  Sourced at the top of the tree, after tests/lib/tap.sh; then
#
#	npm_needed			or the test is skipped, and says why
#	node tests/npm/SCRIPT.js	require() finds the packages
#	npm_bin NAME			a program of theirs
#
# No package runs a script of its own when it is installed.

# Who needs others sets npm_pins and npm_folder first.
: "${npm_pins:=tests/npm}" "${npm_folder:=build/npm}"

# Nothing, or why the packages are not to be had.
npm_trouble()
{
	if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
		echo "no npm"
	elif ! node -e 'const [a, b] = process.versions.node.split(".");
	    process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; then
		echo "node is older than 20.19"
	elif ! npm_install; then
		echo "npm could not install what $npm_pins pins"
	fi
}

# Once; again when the pins have changed.  One at a time.
npm_install()
(
	mkdir -p "$npm_folder" || exit 1
	exec 7>"$npm_folder/.lock"
	flock 7
	cmp -s "$npm_pins/package-lock.json" "$npm_folder/installed" && exit 0
	rm -f "$npm_folder/installed"
	cp "$npm_pins/package.json" "$npm_pins/package-lock.json" \
	    "$npm_folder" &&
	    timeout 240 npm --prefix "$npm_folder" ci --ignore-scripts \
	    --no-audit --no-fund --fetch-retries=1 >"$npm_folder/log" 2>&1 7>&- &&
	    cp "$npm_pins/package-lock.json" "$npm_folder/installed"
)

npm_needed()
{
	npm_said=$(npm_trouble)
	[ -z "$npm_said" ] || skip_all "$npm_said"
	NODE_PATH=$PWD/$npm_folder/node_modules
	export NODE_PATH
}

npm_bin()
{
	npm_name=$1
	shift
	"$npm_folder/node_modules/.bin/$npm_name" "$@"
}
