// desk_keep - what was set here: read when set-up begins, checked by the file's own reader, written whole.
#include <algorithm>
#include <array>

#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/proxy.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/setup/desk.hpp"

namespace vestibule::setup {

namespace {

std::vector<std::string> words(std::string text) {
    for (char& c : text) c = c == ',' || c == ';' ? ' ' : c;
    std::vector<std::string> all;
    for (std::size_t begin = 0; (begin = text.find_first_not_of(' ', begin)) != std::string::npos;) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        all.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return all;
}

std::string joined(const std::vector<std::string>& all) {
    std::string text;
    for (const std::string& each : all) text += (text.empty() ? "" : " ") + each;
    return text;
}

struct Wrong {
    std::string_view says;
    Field field;
    const char* key;
};
/// What the reader of the plan names, and the field that it stands in.
constexpr std::array kWrong{
    Wrong{"'address'", Field::Address, "setup.wrong.address"},
    Wrong{"'gateway'", Field::Gateway, "setup.wrong.gateway"},
    Wrong{"'dns'", Field::Dns, "setup.wrong.dns"},
    Wrong{"'name'", Field::WifiName, "setup.wrong.wifi_name"},
    Wrong{"'key'", Field::WifiKey, "setup.wrong.wifi_key"},
    Wrong{"'servers'", Field::TimeServer, "setup.wrong.time"},
};

}  // namespace

void Desk::fill_from_kept() {
    if (auto local = device::read_local(setup_.state_folder)) {
        local_ = std::move(local).value();
    } else {
        setup_.complain(local.error());  // a file that is broken is written anew at the end
    }
    if (const auto text = device::read_text(setup_.state_folder / device::kNetworkName)) {
        auto plan = device::read_network(*text, device::kNetworkName);
        if (plan) plan_ = std::move(plan).value();
        if (!plan) setup_.complain(plan.error());
    }
    const auto fill = [this](Field of, const std::string& value) { field(of).value = privacy::secret(value); };
    fill(Field::Name, local_.name), fill(Field::Place, local_.place), fill(Field::Proxy, local_.proxy);
    fill(Field::Address, plan_.wired.address), fill(Field::Gateway, plan_.wired.gateway);
    fill(Field::Dns, joined(plan_.wired.dns)), fill(Field::TimeServer, joined(plan_.time_servers));
}

/// True where everything that was typed can be used; else the fields say what is wrong.
bool Desk::check_network() {
    device::NetworkPlan wanted = plan_;
    if (state_.step == Step::Address) {
        wanted.wired.address = typed(Field::Address);
        wanted.wired.gateway = typed(Field::Gateway);
        wanted.wired.dns = words(typed(Field::Dns));
        const std::string proxy = typed(Field::Proxy);
        const bool good = proxy.empty() || device::read_proxy(proxy).has_value();
        field(Field::Proxy).error = good ? "" : "setup.wrong.proxy";
        if (!good) return false;
    }
    if (state_.step == Step::Wifi) {
        device::WifiPlan wifi{
            .name = typed(Field::WifiName), .key = typed(Field::WifiKey), .hidden = true, .login = {}};
        for (const device::SeenWifi& seen : view_.wifi) wifi.hidden = wifi.hidden && seen.name != wifi.name;
        wanted.wifi.assign(1, std::move(wifi));
    }
    if (state_.step == Step::Time) wanted.time_servers = words(typed(Field::TimeServer));
    const auto again = device::read_network(device::write_network(wanted), device::kNetworkName);
    for (const Wrong& wrong : kWrong) {
        const bool named = !again && again.error().context.find(wrong.says) != std::string::npos;
        field(wrong.field).error = named ? wrong.key : "";
    }
    if (again) plan_ = std::move(wanted);
    return again.ok();
}

void Desk::save_network() {
    if (state_.step == Step::Address || state_.step == Step::Network) local_.proxy = typed(Field::Proxy);
    const std::string text = device::write_network(plan_);
    field(Field::WifiKey).value.clear();
    const auto kept = device::read_text(setup_.state_folder / device::kNetworkName);
    if (kept ? *kept == text : text.empty()) return;
    Result<void> done = device::replace_file(setup_.state_folder / device::kNetworkName, text);
    if (done) done = setup_.apply_network();
    if (done) return;
    setup_.complain(done.error());
    view_.failure = done.error().sentence();
}

void Desk::save_local() {
    if (local_.language.empty()) local_.language = view_.common.language;
    local_.proxy = typed(Field::Proxy);
}

/// The settings first, then the mark that they are there: a power cut between the two asks for set-up again.
void Desk::finish() {
    save_local();
    Result<void> kept = device::keep_local(setup_.state_folder, local_);
    if (kept) kept = device::replace_file(setup_.state_folder / device::kSetupDone, "");
    if (!kept) {
        setup_.complain(kept.error());
        view_.failure = kept.error().sentence();
    }
    event({.kind = EventKind::Written, .good = kept.ok()});
}

}  // namespace vestibule::setup
