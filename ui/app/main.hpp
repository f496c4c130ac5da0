// main - the command line of the kiosk, for `vestibule` and `vestibule-dev` alike.
#pragma once

#include "ui/app/app.hpp"

namespace CLI {
class App;
}

namespace vestibule::ui {

/// What vestibule-dev adds to the command line; null for what ships.
class ExtraOptions {
public:
    virtual ~ExtraOptions() = default;
    virtual void add(CLI::App& options) = 0;
    /// After the command line was read.
    virtual Extras* extras() = 0;
};

/// Exit codes: 0 erased, 10 erasure not proved, 11 device fault, 64 wrong options, 78 wrong configuration.
int run_kiosk(int argc, char** argv, ExtraOptions* more);

}  // namespace vestibule::ui
