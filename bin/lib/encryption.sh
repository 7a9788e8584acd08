# shellcheck shell=bash
# Encrypts and decrypts what is piped through. Keys are read from files and agents, never from a command line.

need_age() {
  if ! command -v age >/dev/null; then
    say "no age found"
    apt_install age
  fi
}

need_gpg() {
  if ! command -v gpg >/dev/null; then
    say "no gpg found"
    apt_install gnupg
  fi
}

# How a file is encrypted: age, gpg, or plain for a backup as it is; nothing for all else.
encryption_of() {
  case $(head -c 21 "$1" | tr -d '\0') in
    PK*) printf 'plain\n' ;;
    age-encryption.org/v1) printf 'age\n' ;;
    *) [[ $1 != *.gpg ]] || printf 'gpg\n' ;;
  esac
}
