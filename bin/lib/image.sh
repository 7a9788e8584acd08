# shellcheck shell=bash
# What the portal's image is called.

version_of_the_chart() {
  sed -nE 's/^appVersion: *"?([^"]+)"?$/\1/p' helm/gatehouse/Chart.yaml
}

# The one that the chart runs where it is told of no other.
image_of_the_chart() {
  printf '%s:%s\n' "$(sed -nE '/^image:/,/^[^ i]/s/^  repository: *(.+)$/\1/p' helm/gatehouse/values.yaml)" "$(version_of_the_chart)"
}
