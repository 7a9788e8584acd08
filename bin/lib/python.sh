# shellcheck shell=bash
# Finds Python with its virtual environments, or installs it.

python_fits() {
  command -v python3 >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null
}

need_python() {
  if ! python_fits; then
    say "no Python with virtual environments found"
    apt_install python3 python3-venv
  fi
}
