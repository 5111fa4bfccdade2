// libyaml, which reads YAML as a series of events.
#pragma once
#include <yaml.h>
