// enclosure - the case of this kiosk, with the switch that its settings name, or the one that whoever plays along has.
#pragma once

#include "kiosk/device/enclosure/enclosure.hpp"
#include "ui/app/app.hpp"

namespace vestibule::ui {

/// How often it is asked: nobody opens a case, reaches in and closes it sooner.
inline constexpr std::chrono::milliseconds kCaseEvery{500};

[[nodiscard]] std::unique_ptr<device::Enclosure> enclosure_of(const Options& options, Extras* extras,
                                                              device::Ledger& ledger, const drivers::Clock& clock,
                                                              std::function<void(const Error&)> complain);

}  // namespace vestibule::ui
