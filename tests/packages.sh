# The Debian packages that Octavo needs, and how they are installed; sourced by
# samples/run and tests/run.

# to build and run
packages_build="gcc libc6-dev meson ninja-build pkg-config python3
	libxml2-dev libcmark-dev libcmark-gfm-dev libcmark-gfm-extensions-dev
	libzip-dev libdeflate-dev libuchardet-dev libjansson-dev libyaml-dev nettle-dev libunistring-dev
	libharfbuzz-dev libseccomp-dev libsqlite3-dev
	libgdk-pixbuf-2.0-dev webp-pixbuf-loader libavif-gdk-pixbuf libpango1.0-dev
	fonts-dejavu-core"

# for the tests
packages_test="cmark cmark-gfm jing libxml2-utils valgrind mandoc unzip"

# for tests/run --full and .ci/run
packages_full="clang clang-format clang-tidy libclang-rt-14-dev zstd
	default-jdk-headless chromium fonts-noto-core fonts-noto-cjk"

# install_packages NAME...   Installs those that are missing, as root or
# through sudo, and says which.
install_packages() {
	missing=
	for p in "$@"; do
		dpkg-query -W -f '${Status}' "$p" 2>/dev/null |
			grep -q 'install ok installed' || missing="$missing $p"
	done
	[ -n "$missing" ] || return 0
	echo "Installing Debian packages:$missing"
	sudo=
	[ "$(id -u)" = 0 ] || sudo=sudo
	$sudo apt-get update -q >/dev/null
	DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q \
		--no-install-recommends $missing >/dev/null
}
