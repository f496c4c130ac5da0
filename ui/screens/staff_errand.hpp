// staff_errand - the screens of technician mode's longer jobs, and the parts that they share.
#pragma once

#include "ui/screens/staff.hpp"

namespace vestibule::ui::screens {

[[nodiscard]] Node staff_errand(const staff::State& state, const StaffView& view);

// One for each kind of errand.
[[nodiscard]] Node staff_which(const StaffView& view);
[[nodiscard]] Node staff_repair(const staff::State& state, const StaffView& view);
[[nodiscard]] Node staff_seal(const staff::State& state, const StaffView& view);
[[nodiscard]] Node staff_inspection(const staff::State& state, const StaffView& view);
[[nodiscard]] Node staff_decommission(const staff::State& state, const StaffView& view);
[[nodiscard]] Node staff_update(const staff::State& state, const StaffView& view);
[[nodiscard]] Node staff_stick(const staff::State& state, const StaffView& view);

/// Why something could not be done, where it could not.
void add_failure(const StaffView& view, Nodes& content);

/// A field for one line of text, which outlives the screen. `key` is its name, `number` one of errand_view.hpp.
[[nodiscard]] Node staff_field(const char* id, const char* key, std::uint8_t number, const privacy::SecretText& value);

}  // namespace vestibule::ui::screens
