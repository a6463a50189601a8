# The Debian packages that Octavo needs; sourced by samples/run and tests/run.

# to build and run
packages_build="gcc libc6-dev meson ninja-build pkg-config python3
	libxml2-dev libcmark-dev libcmark-gfm-dev libcmark-gfm-extensions-dev
	libzip-dev libuchardet-dev libjansson-dev libyaml-dev libmd-dev"

# for the tests
packages_test="cmark cmark-gfm jing libxml2-utils valgrind mandoc unzip"

# for tests/run --full and .ci/run
packages_full="clang clang-format clang-tidy libclang-rt-14-dev zstd
	default-jdk-headless chromium fonts-noto-core fonts-noto-cjk"
