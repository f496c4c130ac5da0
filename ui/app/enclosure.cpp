// enclosure - which switch it is.
#include "ui/app/enclosure.hpp"

namespace vestibule::ui {

std::unique_ptr<device::Enclosure> enclosure_of(const Options& options, Extras* extras, device::Ledger& ledger,
                                                const drivers::Clock& clock,
                                                std::function<void(const Error&)> complain) {
    std::unique_ptr<drivers::Switch> cover = extras != nullptr ? extras->cover() : nullptr;
    if (!cover && extras == nullptr && !options.config.cover.empty())
        cover = drivers::make_switch(options.config.cover, drivers::SwitchKind::Cover);
    return std::make_unique<device::Enclosure>(options.state_folder, std::move(cover), ledger, clock,
                                               std::move(complain));
}

}  // namespace vestibule::ui
