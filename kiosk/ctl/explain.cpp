// explain - `vestibulectl explain E204`: what it means and what to do; `vestibulectl errors`: the page of them all.
#include "kiosk/ctl/explain.hpp"

#include "kiosk/ctl/common.hpp"
#include "kiosk/privacy/error_words.hpp"

namespace vestibule::ctl {

void add_explain(CLI::App& app, int& code) {
    auto text = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("explain", "Say what an error code means and what to do");
    command->add_option("CODE", *text, "E204, 204, or the number on the out-of-service screen")->required();
    command->callback([text, &code] {
        const auto error = error_named(*text);
        if (!error) {
            say(stderr, "vestibulectl: there is no code '" + *text + "'; `vestibulectl errors` lists them all.");
            code = kUsage;
            return;
        }
        std::fputs(explained(*error).c_str(), stdout);
        code = kGood;
    });
    CLI::App* all = app.add_subcommand("errors", "Print the manual page of all error codes");
    all->callback([&code] {
        std::fputs(error_manual().c_str(), stdout);
        code = kGood;
    });
}

}  // namespace vestibule::ctl
