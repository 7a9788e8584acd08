# shellcheck shell=bash
# Finds what the tests of the host agent, of address arithmetic and of a wrong clock call, or installs it.

need_network_tools() {
  local need program
  local -a missing=()
  for need in ip=iproute2 nft=nftables ipset=ipset iptables=iptables conntrack=conntrack ping=iputils-ping curl=curl \
    setpriv=util-linux python3=python3 mawk=mawk gawk=gawk iprange=iprange faketime=faketime; do
    program=${need%%=*}
    PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || missing+=("${need#*=}")
  done
  if ((${#missing[@]})); then
    say "no ${missing[*]} found"
    apt_install "${missing[@]}"
  fi
}
