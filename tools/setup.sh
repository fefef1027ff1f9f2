#!/usr/bin/env bash
# Make .venv with the pinned packages and see to the system packages they need.
#
#   tools/setup.sh run    what running needs    (constraints.txt)
#   tools/setup.sh dev    what developing needs (constraints-dev.txt)
#
# The second time it finds its stamp and does nothing. The stamp is a hash of the pins, of the
# Python in use and of where this tree lies: a change of any of them does the work again.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-run}
case $purpose in
run) pins=(constraints.txt) groups='run' ;;
dev) pins=(constraints.txt constraints-dev.txt) groups='run|dev' ;;
*)
	echo "用法：tools/setup.sh run 或 tools/setup.sh dev" >&2
	exit 2
	;;
esac

# Settings meant for another Python, or for installing outside .venv, must not reach this one.
unset PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_ROOT VIRTUAL_ENV __PYVENV_LAUNCHER__
export PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1

say() { echo "· $*"; }

give_up() {
	echo "✗ $*" >&2
	exit 1
}

# Runs a command with root's rights; sudo asks for a password only where somebody can type it.
as_root() {
	if [ "$(id -u)" = 0 ]; then
		env DEBIAN_FRONTEND=noninteractive "$@"
	elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
		sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
	elif command -v sudo >/dev/null && [ -z "${CI:-}" ] && { : </dev/tty; } 2>/dev/null; then
		sudo env DEBIAN_FRONTEND=noninteractive "$@"
	else
		return 1
	fi
}

# A fresh machine has no package lists yet, and an old one has stale ones: then update and retry.
apt_install() {
	command -v apt-get >/dev/null || return 1
	local log
	log=$(mktemp)
	apt_quietly install "$@" >"$log" 2>&1 ||
		{ apt_quietly update >"$log" 2>&1 && apt_quietly install "$@" >"$log" 2>&1; } ||
		{
			tail -n 5 "$log" >&2
			rm -f "$log"
			return 1
		}
	rm -f "$log"
}

apt_quietly() {
	local verb=$1
	shift
	as_root apt-get "$verb" -y -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 \
		--no-install-recommends "$@" </dev/null
}

# The asked-for groups' packages that dpkg does not know as installed, under the listed name or
# under the one that later systems gave it (libcups2t64).
missing_packages() {
	local wanted installed
	wanted=$(sed -nE "s/^($groups)[[:space:]]+([^[:space:]]+).*/\2/p" tools/system-packages.txt)
	[ -n "$wanted" ] || return 0
	command -v dpkg-query >/dev/null || return 0
	# shellcheck disable=SC2046,SC2086 - one package name a word
	installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' \
		$wanted $(sed 's/$/t64/' <<<"$wanted") 2>/dev/null |
		sed -n 's/t64$//; s/^installed //p' || true)
	comm -23 <(sort -u <<<"$wanted") <(sort -u <<<"$installed")
}

install_system_packages() {
	local missing
	missing=$(missing_packages | tr '\n' ' ')
	[ -n "${missing// /}" ] || return 0
	say "安装缺少的系统软件包：$missing"
	# shellcheck disable=SC2086 - one package name a word
	apt_install $missing ||
		give_up "装不上系统软件包，请用管理员身份运行一次：apt-get install -y $missing"
}

# Prints a Python of 3.11 or later, or nothing.
find_python() {
	local candidate
	for candidate in ${PYTHON:-} python3.11 python3 python3.13 python3.12; do
		if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
			command -v "$candidate"
			return
		fi
	done
}

stamp_text() {
	cat "${pins[@]}" tools/setup.sh | sha256sum
	"$1" -c 'import sys; print(sys.version, sys.base_prefix)'
	pwd -P
}

# .venv works and lies where it was made: scripts inside a moved one point to the old place.
venv_is_sound() {
	.venv/bin/python -c '' 2>/dev/null && [ "$(cat .venv/.place 2>/dev/null)" = "$(pwd -P)" ]
}

make_venv() {
	local python=$1
	if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
		say "安装 python3-venv（本机的 Python 缺少它）"
		apt_install python3-venv && "$python" -c 'import venv, ensurepip' 2>/dev/null ||
			give_up "本机的 Python 不能建虚拟环境，请用管理员身份运行一次：apt-get install -y python3-venv"
	fi
	if [ -e .venv ] || [ -L .venv ]; then
		say "重建 .venv（原来的已损坏或搬动过）"
		rm -rf .venv
	else
		say "新建 .venv（$("$python" -V)）"
	fi
	"$python" -m venv .venv || give_up "建不了 .venv，请看上面的原因（常见的是磁盘已满或目录只读）。"
	pwd -P >.venv/.place
}

install_pins() {
	local log=.venv/pip.log
	say "安装固定版本的 Python 软件包（$(cat "${pins[@]}" | grep -c '==') 个，首次约一两分钟）"
	if ! .venv/bin/python -m pip install -qq --no-deps -r "${pins[-1]}" >"$log" 2>&1; then
		tail -n 15 "$log" >&2
		give_up "Python 软件包没有装齐：请检查网络和 pip 的软件源设置，再运行一次。"
	fi
	if ! .venv/bin/python -m pip check >"$log" 2>&1; then
		cat "$log" >&2
		give_up "固定的版本互相不合，请核对 ${pins[*]}。"
	fi
}

main() {
	install_system_packages
	local python stamp
	python=$(find_python)
	if [ -z "$python" ]; then
		say "安装 python3"
		apt_install python3 python3-venv || true
		python=$(find_python)
		[ -n "$python" ] ||
			give_up "没有找到 Python 3.11 或更新的版本，请先安装：apt-get install -y python3 python3-venv"
	fi
	stamp=$(stamp_text "$python")
	if venv_is_sound; then
		if [ "$(cat ".venv/.ready-$purpose" 2>/dev/null)" = "$stamp" ]; then
			say "环境已就绪（.venv）"
			return
		fi
		# Another Python than the one .venv was made with.
		[ "$(.venv/bin/python -c 'import sys; print(sys.version)')" = \
			"$("$python" -c 'import sys; print(sys.version)')" ] || make_venv "$python"
	else
		make_venv "$python"
	fi
	rm -f .venv/.ready-*
	install_pins
	echo "$stamp" >".venv/.ready-$purpose"
	if [ "$purpose" = dev ]; then
		pins=(constraints.txt)
		stamp_text "$python" >.venv/.ready-run
	fi
	say "环境已就绪（.venv）"
}

# Two terminals at once: the second waits for the first, on a lock that lies outside .venv.
if command -v flock >/dev/null; then
	exec 9<tools/setup.sh
	flock 9
fi
main
