// settings - the table of the configuration, and what is made of it.
#include "kiosk/device/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>

#include "kiosk/device/contrast.hpp"
#include "kiosk/device/day_time.hpp"
#include "kiosk/device/proxy.hpp"

namespace vestibule::device {

namespace {

constexpr std::string_view kPlain = "http://", kSecure = "https://";

// clang-format off
constexpr std::array kSettings{
    Setting{"facility", "name", &Config::facility_name, Form::Text, 0, 0,
            "The facility's name, as the screens say it."},
    Setting{"facility", "desk", &Config::desk, Form::Text, 0, 0,
            "Where a person helps, in the facility's own words."},
    Setting{"facility", "support_phone", &Config::support_phone, Form::Text, 0, 0,
            "Whom staff call when the kiosk is out of service."},
    Setting{"facility", "logo", &Config::logo, Form::Path, 0, 0,
            "A PNG for the welcome screen, from 48 x 24 to 1200 x 400 pixels; empty: the name."},
    Setting{"facility", "accent", &Config::accent, Form::Accent, 0, 0,
            "The colour of buttons and signs in the light theme."},
    Setting{"facility", "texts", &Config::texts, Form::Path, 0, 0,
            "A TOML file with the facility's own sentences."},
    Setting{"facility", "country", &Config::country, Form::Country, 0, 0,
            "What most patients' address has."},
    Setting{"display", "diagonal_inch", &Config::diagonal_inch, Form::Number, 7, 100,
            "Of the actual display: all sizes on the screen are millimetres."},
    Setting{"language", "offered", &Config::languages, Form::Languages, 1, 2,
            "The languages to choose from; the welcome screen begins in the first."},
    Setting{"camera", "document", &Config::document_camera, Form::Text, 0, 0,
            "The camera for documents: `v4l2:/dev/videoN`; better `v4l2:port=1-1.2,vendor=046d,product=0825,serial=A1` "
            "with some of these, so that it is never another; `file:PATH`, `folder:PATH` or `gstreamer:PIPELINE`."},
    Setting{"camera", "face", &Config::face_camera, Form::Text, 0, 0,
            "The camera for faces; it may be the same one."},
    Setting{"camera", "document_position", &Config::document_position, Form::Position, 0, 0,
            "Where documents are shown: held out by hand, or in a tray with tactile edges below a fixed camera."},
    Setting{"camera", "mains_hz", &Config::mains_hz, Form::Whole, 50, 60,
            "The mains' frequency: lamps flicker with it, and the exposure keeps to it."},
    Setting{"camera", "face_model", &Config::face_model, Form::Path, 0, 0,
            "A FaceDetectorYN model (ONNX) that finds faces in place of the cascades; empty: none."},
    Setting{"camera", "document_focal_percent", &Config::document_focal_percent, Form::Whole, 0, 400,
            "The focal length of the camera for documents, in hundredths of its picture's width, as "
            "`vestibulectl capture calibrate` measures it; 0: it was not measured, and a usual lens is assumed."},
    Setting{"camera", "colours", &Config::colours, Form::Colours, 0, 0,
            "Whether the screen shows soft colours, 2.8 a second for 2.5 s, once a face's picture is there, so that "
            "the provider hears how the face answers them: `off`, or `ask`, where each patient may leave it out."},
    Setting{"services", "providers", &Config::providers, Form::Names, 1, 2,
            "The identity providers: files `NAME.toml` in `profiles`, in the order of their buttons."},
    Setting{"services", "records", &Config::records, Form::Text, 0, 0,
            "The records network: a file `NAME.toml` in `profiles`."},
    Setting{"services", "profiles", &Config::profiles, Form::Path, 0, 0,
            "The folder with the profiles."},
    Setting{"services", "ca_file", &Config::ca_file, Form::Path, 0, 0,
            "The certificate authorities to trust (PEM); empty: the system's own."},
    Setting{"services", "client_certificate", &Config::client_certificate, Form::Path, 0, 0,
            "The kiosk's own certificate (PEM); enrolment writes it."},
    Setting{"services", "client_key", &Config::client_key, Form::Path, 0, 0,
            "The key of that certificate (PEM)."},
    Setting{"services", "offline", &Config::offline, Form::Flag, 0, 0,
            "Whether this site is not connected: then an update is called good without a service that answers."},
    Setting{"services", "proxy", &Config::proxy, Form::Proxy, 0, 0,
            "The proxy on the way to every service; empty: none."},
    Setting{"services", "delivery_key", &Config::delivery_key, Form::Path, 0, 0,
            "The public key (PEM) that what must be delivered later is sealed to; empty: nothing is kept for later."},
    Setting{"devices", "printer", &Config::printer, Form::Text, 0, 0,
            "The ESC/POS printer, such as `/dev/usb/lp0`; empty: none."},
    Setting{"devices", "light", &Config::light, Form::Text, 0, 0,
            "The document light: a name in `/sys/class/leds`; empty: none."},
    Setting{"devices", "sound", &Config::sound, Form::Text, 0, 0,
            "The ALSA card, such as `default` or `hw:PCH`; empty: none."},
    Setting{"devices", "volume_percent", &Config::volume_percent, Form::Whole, 0, 100,
            "How loud it is at first; the volume's test leaves it so."},
    Setting{"devices", "headphones", &Config::headphones, Form::Text, 0, 0,
            "The input device that tells when headphones are plugged in; empty: none."},
    Setting{"devices", "cover", &Config::cover, Form::Text, 0, 0,
            "The input device that tells when the case is opened; empty: none."},
    Setting{"devices", "presence", &Config::presence, Form::Text, 0, 0,
            "The input device that tells when somebody stands before the kiosk; empty: none."},
    Setting{"fleet", "ca_file", &Config::fleet_ca_file, Form::Path, 0, 0,
            "The certificate authorities of the facility's own servers below (PEM); empty: those of `[services]`."},
    Setting{"fleet", "syslog", &Config::syslog, Form::HostPort, 0, 0,
            "The log server (RFC 5424 over TLS, mostly port 6514) that gets the journal's events; empty: none."},
    Setting{"fleet", "enterprise", &Config::enterprise, Form::Whole, 1, 2147483647,
            "Your IANA enterprise number, for the structured data of the log; 32473 is the one for examples."},
    Setting{"fleet", "metrics", &Config::metrics, Form::Server, 0, 0,
            "The collector that gets the kiosk's counters by OTLP/HTTP (`/v1/metrics` below it); empty: none."},
    Setting{"fleet", "metrics_file", &Config::metrics_file, Form::Path, 0, 0,
            "The same counters as an OpenMetrics file for node_exporter, such as "
            "`/var/lib/prometheus/node-exporter/vestibule.prom`; empty: none."},
    Setting{"fleet", "updates", &Config::updates, Form::Server, 0, 0,
            "The hawkBit server that updates come from, with its tenant: `https://host/TENANT`; empty: none."},
    Setting{"fleet", "update_window", &Config::update_window, Form::DayTime, 0, 0,
            "When an update may be installed, in the kiosk's local time; it may go over midnight; empty: at any time."},
    Setting{"diagnostics", "portal_probe", &Config::portal_probe, Form::PlainPage, 0, 0,
            "A page that a captive portal would hide; empty: not looked for."},
    Setting{"diagnostics", "portal_answer", &Config::portal_answer, Form::Text, 0, 0,
            "What that page says."},
    Setting{"diagnostics", "usb_devices", &Config::usb_devices, Form::Texts, 0, 100,
            "`vendor:product` of every device that belongs here; empty: not compared."},
    Setting{"diagnostics", "inspection_days", &Config::inspection_days, Form::Whole, 1, 366,
            "A person looks at the kiosk at least that often."},
    Setting{"access", "secret", &Config::access_secret, Form::Path, 0, 0,
            "What the codes of the site's staff are made of; `vestibulectl access secret` makes it."},
    Setting{"access", "revoked", &Config::access_revoked, Form::Texts, 0, 100,
            "Numbers of staff who are not let in any more, such as `\"17\"`."},
    Setting{"access", "revoked_passes", &Config::access_revoked_passes, Form::Texts, 0, 500,
            "Serials of passes - keys on sticks, codes - that are not taken any more, such as `\"4711\"`."},
};
// clang-format on

bool three_capitals(const std::string& text) {
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_host_port(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string_view port = text.substr(colon + 1);
    int number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    return error == std::errc() && end == port.data() + port.size() && number >= 1 && number <= 65535 &&
           text.find_first_of(" /@") == std::string_view::npos;
}

bool starts_an_address(std::string_view text, std::string_view scheme) {
    return text.starts_with(scheme) && text.size() > scheme.size();
}

bool fits_form(Form form, const std::string& value) {
    switch (form) {
        case Form::Country:
            return three_capitals(value);
        case Form::Position:
            return value == "hand" || value == "tray";
        case Form::Colours:
            return value == "off" || value == "ask";
        case Form::Proxy:
            return value.empty() || read_proxy(value);
        case Form::PlainPage:
            return value.empty() || starts_an_address(value, kPlain);
        case Form::Server:
            return value.empty() || starts_an_address(value, kSecure);
        case Form::HostPort:
            return value.empty() || is_host_port(value);
        case Form::DayTime:
            return value.empty() || read_day_time(value);
        case Form::Accent:
            return value.empty() || read_colour(value);
        default:
            return true;
    }
}

std::string expectation(const Setting& setting) {
    switch (setting.form) {
        case Form::Country:
            return "three capital letters (ISO 3166-1 alpha-3)";
        case Form::Path:
            return "a path, from this file's folder if it is relative";
        case Form::Proxy:
            return "\"http://host:port\", or nothing";
        case Form::Number:
            return fmt::format("a number from {} to {}", setting.lowest, setting.highest);
        case Form::Languages:
            return "at least one of 'en', 'es'";
        case Form::Names:
            return fmt::format("from {} to {} names of profiles", setting.lowest, setting.highest);
        case Form::Texts:
            return fmt::format("at most {} texts", setting.highest);
        case Form::Whole:
            return fmt::format("a whole number from {} to {}", setting.lowest, setting.highest);
        case Form::HostPort:
            return "\"host:port\", or nothing";
        case Form::Server:
            return "\"https://host\", or nothing";
        case Form::DayTime:
            return "\"HH:MM-HH:MM\", or nothing";
        case Form::Accent:
            return "\"#RRGGBB\" on which white can be read, or nothing";
        case Form::PlainPage:
            return "\"http://...\", or nothing";
        case Form::Position:
            return "'hand' or 'tray'";
        case Form::Colours:
            return "'off' or 'ask'";
        case Form::Flag:
            return "true or false";
        case Form::Text:
            break;
    }
    return "a text";
}

void read_text(TomlTable& table, const Setting& setting, const std::filesystem::path& base, std::string& out) {
    std::string value = out;
    table.text(setting.key, value);
    if (value == out) return;
    const bool fits = fits_form(setting.form, value);
    if (!fits) return table.problem(setting.key, "expected " + expectation(setting));
    if (const auto rgb = setting.form == Form::Accent ? read_colour(value) : std::nullopt) {
        if (const auto problem = accent_problem(*rgb)) return table.problem(setting.key, *problem);
    }
    if (setting.form == Form::Path && !value.empty()) value = (base / value).lexically_normal();
    out = std::move(value);
}

void read_list(TomlTable& table, const Setting& setting, std::vector<std::string>& out) {
    if (setting.form == Form::Languages) {
        table.choices(setting.key, out, {"en", "es"});
    } else {
        table.texts(setting.key, out);
    }
    const auto count = static_cast<double>(out.size());
    if (count < setting.lowest || count > setting.highest) {
        table.problem(setting.key, "expected " + expectation(setting));
    }
}

void read_one(TomlTable& table, const Setting& setting, const std::filesystem::path& base, Config& config) {
    if (const auto* text = std::get_if<std::string Config::*>(&setting.target)) {
        read_text(table, setting, base, config.*(*text));
    } else if (const auto* number = std::get_if<double Config::*>(&setting.target)) {
        table.number(setting.key, config.*(*number), setting.lowest, setting.highest);
    } else if (const auto* whole = std::get_if<int Config::*>(&setting.target)) {
        table.integer(setting.key, config.*(*whole), static_cast<int>(setting.lowest),
                      static_cast<int>(setting.highest));
    } else if (const auto* flag = std::get_if<bool Config::*>(&setting.target)) {
        table.flag(setting.key, config.*(*flag));
    } else {
        read_list(table, setting, config.*std::get<std::vector<std::string> Config::*>(setting.target));
    }
}

std::string in_quotes(std::string_view text) {
    return fmt::format("\"{}\"", text);
}

}  // namespace

std::span<const Setting> settings() {
    return kSettings;
}

void read_settings(TomlTable& root, const std::filesystem::path& base, Config& config) {
    std::string_view name;
    std::optional<TomlTable> table;
    for (const Setting& setting : kSettings) {
        if (setting.table != name) table = root.table(name = setting.table);
        read_one(*table, setting, base, config);
    }
}

std::string written(const Setting& setting, const Config& config) {
    if (const auto* text = std::get_if<std::string Config::*>(&setting.target)) return in_quotes(config.*(*text));
    if (const auto* number = std::get_if<double Config::*>(&setting.target)) {
        return fmt::format("{}", config.*(*number));
    }
    if (const auto* whole = std::get_if<int Config::*>(&setting.target)) return fmt::format("{}", config.*(*whole));
    if (const auto* flag = std::get_if<bool Config::*>(&setting.target)) return config.*(*flag) ? "true" : "false";
    std::string all;
    for (const std::string& one : config.*std::get<std::vector<std::string> Config::*>(setting.target)) {
        all += (all.empty() ? "" : ", ") + in_quotes(one);
    }
    return "[" + all + "]";
}

std::string reference_page() {
    std::string page =
        "# The configuration\n\n"
        "One TOML file. Every setting has a default, so an empty file is a good one; an unknown key is an error.\n"
        "`vestibulectl config check FILE` tells every error at once, with line, column, what was expected and the "
        "nearest key.\nThis page is made by `vestibulectl config reference` from the table that reads the file.\n";
    std::string_view table;
    const Config defaults;
    for (const Setting& setting : kSettings) {
        if (setting.table != table) {
            table = setting.table;
            fmt::format_to(std::back_inserter(page),
                           "\n## [{}]\n\n| Key | Expected | Default | Meaning |\n|---|---|---|---|\n", table);
        }
        fmt::format_to(std::back_inserter(page), "| `{}` | {} | `{}` | {} |\n", setting.key, expectation(setting),
                       written(setting, defaults), setting.meaning);
    }
    return page;
}

}  // namespace vestibule::device
