// The tables of street reports, on both databases.
#pragma once

#include <vector>

#include "store/migrations.hpp"

namespace parvis::street {

std::vector<store::Migration> street_migrations();

}  // namespace parvis::street
