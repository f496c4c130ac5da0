// receipt - a legacy and its checks in the words of the journal's catalog.
#include "ui/app/receipt.hpp"

#include <algorithm>
#include <array>

namespace vestibule::ui {

namespace {

journal::Ending ending_of(const device::Legacy& legacy) {
    if (!legacy.finished) return journal::Ending::Crashed;
    std::string word = legacy.ending;
    std::replace(word.begin(), word.end(), '-', '_');
    return journal::ending_named(word).value_or(journal::Ending::None);
}

journal::Check check_of(device::Check check) {
    switch (check) {
        case device::Check::Passed:
            return journal::Check::Passed;
        case device::Check::Failed:
            return journal::Check::Failed;
        default:
            return journal::Check::NotMade;
    }
}

}  // namespace

journal::Within within(std::int64_t time_ms) {
    using journal::Within;
    constexpr std::int64_t kDay_ms = 86'400'000;  // beyond it the clocks of two boots were compared
    if (time_ms < 0 || time_ms > kDay_ms) return Within::Unknown;
    struct Limit {
        std::int64_t limit_ms;
        Within word;
    };
    constexpr std::array kLimits{Limit{10, Within::In10Ms},   Limit{20, Within::In20Ms},   Limit{50, Within::In50Ms},
                                 Limit{100, Within::In100Ms}, Limit{200, Within::In200Ms}, Limit{500, Within::In500Ms},
                                 Limit{1'000, Within::In1S},  Limit{2'000, Within::In2S},  Limit{5'000, Within::In5S}};
    for (const Limit& limit : kLimits) {
        if (time_ms <= limit.limit_ms) return limit.word;
    }
    return Within::Longer;
}

journal::NewEntry receipt(const device::Legacy& legacy, const device::Checks& checks, std::int64_t proved_ms) {
    const bool timed = legacy.finished && legacy.erasing_since_ms > 0;
    return journal::Say::visit_erased(ending_of(legacy), within(timed ? legacy.wiped_ms : -1),
                                      within(timed ? proved_ms : -1), check_of(checks.process), check_of(checks.folder),
                                      check_of(checks.cores), check_of(checks.swap));
}

journal::NewEntry unproved(const device::Legacy& legacy, const device::Checks& checks) {
    return journal::Say::erasure_unproved(ending_of(legacy), check_of(checks.process), check_of(checks.folder),
                                          check_of(checks.cores), check_of(checks.swap));
}

}  // namespace vestibule::ui
