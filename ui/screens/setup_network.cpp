// setup_network - the way out: what there is of it, Wi-Fi, a fixed address and the proxy.
#include <utility>

#include "ui/screens/setup.hpp"

namespace vestibule::ui::screens {

namespace {

using setup::Field;
using setup::Press;
using setup::Step;

constexpr std::size_t kNetworksShown = 12;

visit::Intent opens(Step step) {
    return press(Press::Open, static_cast<std::uint16_t>(step));
}

Node wifi_row(const SetupView& view, const device::SeenWifi& seen, std::uint16_t index) {
    Node row = button("wifi-" + std::to_string(index), plain(seen.name), press(Press::Wifi, index), Look::Card);
    row.role = Role::Choice;
    row.glyph = seen.open ? Glyph::Globe : Glyph::Lock;
    row.box.padding_mm = 2;
    row.checked = privacy::view(view.field(Field::WifiName).value) == seen.name;
    row.enabled = !seen.login;
    const char* strength = seen.signal_dbm >= -60   ? "setup.wifi.strong"
                           : seen.signal_dbm >= -75 ? "setup.wifi.fair"
                                                    : "setup.wifi.weak";
    row.children.push_back(note(t(seen.login ? "setup.wifi.login" : seen.open ? "setup.wifi.open" : strength)));
    return row;
}

}  // namespace

Node setup_network(const setup::State& state, const SetupView& view) {
    Nodes content;
    if (!view.failure.empty()) content.push_back(setup_failure(view));
    Nodes rows;
    // What this kiosk does without would only push the buttons out of sight.
    for (const staff::TestRow& row : view.network) {
        if (row.last->finding.verdict != diagnostics::Verdict::NotApplicable) rows.push_back(setup_outcome(row));
    }
    content.push_back(list("network", std::move(rows)));
    if (state.working) content.push_back(progress("working", t("setup.network.looking"), -1));
    Nodes tiles;
    tiles.push_back(setup_tile("open-wifi", "setup.network.wifi", Glyph::Globe, opens(Step::Wifi)));
    tiles.push_back(setup_tile("open-address", "setup.network.address", Glyph::Card, opens(Step::Address)));
    Node again = setup_tile("again", "setup.again", Glyph::Search, press(Press::Again));
    again.enabled = !state.working;
    tiles.push_back(std::move(again));
    Nodes answers;
    answers.push_back(grid(std::move(tiles), 96));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("action.continue")));
    return setup_framed(Step::Network, "network", view,
                        {t("setup.network.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node setup_wifi(const setup::State& state, const SetupView& view) {
    Nodes content;
    content.push_back(paragraph(t("setup.wifi.what"), "what"));
    if (!view.failure.empty()) content.push_back(setup_failure(view));
    if (state.working) content.push_back(progress("working", t("setup.wifi.looking"), -1));
    Nodes answers;
    answers.push_back(setup_field(view, Field::WifiName));
    answers.push_back(setup_field(view, Field::WifiKey));
    Nodes rows;
    for (std::size_t i = 0; i < view.wifi.size() && i < kNetworksShown; ++i)
        rows.push_back(wifi_row(view, view.wifi[i], static_cast<std::uint16_t>(i)));
    if (!rows.empty()) answers.push_back(list("networks", std::move(rows)));
    Node again = button("again", t("setup.again"), press(Press::Again));
    again.enabled = !state.working;
    answers.push_back(std::move(again));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("setup.wifi.join"), !view.field(Field::WifiName).value.reveal().empty()));
    return setup_framed(Step::Wifi, "wifi", view,
                        {t("setup.wifi.title"), std::move(content), std::move(actions), std::move(answers), false});
}

Node setup_address(const SetupView& view) {
    Nodes content;
    content.push_back(paragraph(t("setup.address.what"), "what"));
    if (!view.failure.empty()) content.push_back(setup_failure(view));
    Nodes answers;
    for (const Field each : {Field::Address, Field::Gateway, Field::Dns, Field::Proxy})
        answers.push_back(setup_field(view, each));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("setup.address.use")));
    return setup_framed(Step::Address, "address", view,
                        {t("setup.address.title"), std::move(content), std::move(actions), std::move(answers), false});
}

}  // namespace vestibule::ui::screens
