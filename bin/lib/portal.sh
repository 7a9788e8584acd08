# shellcheck shell=bash
# Runs commands of the portal: with the jar that is built here, or however GATEHOUSE_COMMAND says.

# A path as it was meant where a command was given. Arguments: that folder, the path.
absolute() {
  case $2 in
    /*) realpath -ms "$2" ;;
    *) realpath -ms "$1/$2" ;;
  esac
}

# Argument: where the configuration is; empty for that of bin/run's portal.
need_portal() {
  local config=$1 jar
  if [[ -n ${GATEHOUSE_COMMAND:-} ]]; then
    read -ra portal <<<"$GATEHOUSE_COMMAND"
    # Else it would look for a database of this machine's own.
    [[ -n $config || -n ${SPRING_DATASOURCE_URL:-}${SPRING_CONFIG_ADDITIONAL_LOCATION:-} ]] ||
      fail "Say with --config where that portal's configuration is."
  else
    # Where there is one, nothing is said of it.
    JAVA_HOME=$(find_jdk) || need_java
    export JAVA_HOME
    jar=$(compgen -G 'portal/target/portal-*.jar' | head -n 1) ||
      fail "There is no portal to ask: run bin/run first, or say with GATEHOUSE_COMMAND how it is called."
    portal=("$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -jar "$jar")
    if [[ -z $config ]]; then
      config=$PWD/.gatehouse/sandbox.properties
      [[ -f $config ]] || fail "There is no database: run bin/run first, or name the portal's configuration with --config."
    fi
  fi
  location=()
  if [[ -n $config ]]; then
    [[ -e $config ]] || fail "There is no configuration at $config."
    [[ ! -d $config ]] || compgen -G "${config%/}/application*" >/dev/null ||
      fail "There is no application.properties or application.yml in $config."
    # A folder is only looked into where its name ends so.
    [[ ! -d $config ]] || config=${config%/}/
    location=("--spring.config.additional-location=file:$config")
  fi
}

portal_command() {
  "${portal[@]}" "$@" "${location[@]}"
}
