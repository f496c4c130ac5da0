// access - `vestibulectl access`: a site's secret, a person's QR code for their authenticator app, a code for a time.
#include "kiosk/ctl/access.hpp"

#include "kiosk/ctl/claim_codes.hpp"
#include "kiosk/ctl/common.hpp"
#include "kiosk/device/access/access.hpp"
#include "kiosk/diagnostics/report.hpp"

namespace vestibule::ctl {

namespace {

using device::Person;

struct Options {
    std::string secret, site, role = "technician", at, out;
    int person = 0;
};

Person person_of(const Options& options) {
    return {options.role == "facility-it" ? device::StaffRole::FacilityIt : device::StaffRole::Technician,
            options.person};
}

int make(const Options& options) {
    std::error_code unseen;
    if (std::filesystem::exists(options.secret, unseen))
        return failed(
            Error{ErrorCode::BadOption, "--out " + options.secret +
                                            ": it is there already, and a new secret would shut out everybody "
                                            "who has a code; name another file"},
            kUsage);
    const auto secret = device::make_site_secret();
    if (!secret) return failed(secret.error());
    if (const auto written = device::write_site_secret(*secret, options.secret); !written)
        return failed(written.error(), kWrongFile);
    say(stdout, options.secret +
                    ": whoever has this file can make every person's code. Put it on the site's kiosks "
                    "as [access] secret, and keep one copy where passwords are kept.");
    return kGood;
}

/// The URI stands for a person's secret: it goes to the terminal or a file of the one who asks, and nowhere else.
int enrol(const Options& options) {
    const auto secret = device::read_site_secret(options.secret);
    if (!secret) return failed(secret.error(), kWrongFile);
    const privacy::WipedString uri = device::otpauth(*secret, person_of(options), options.site);
    if (options.out.empty()) {
        say(stdout, qr_text(std::string(uri)) + std::string(uri));
        return kGood;
    }
    const std::string picture = diagnostics::qr_svg(std::string(uri));
    if (const auto drawn = device::write_private_file(options.out, picture); !drawn) return failed(drawn.error());
    say(stdout, options.out);
    return kGood;
}

/// For a kiosk whose clock is wrong: its screen names its time, and whoever has the site's secret tells the code.
int code_at(const Options& options) {
    const auto secret = device::read_site_secret(options.secret);
    if (!secret) return failed(secret.error(), kWrongFile);
    drivers::WallTime when = drivers::SystemClock().wall();
    if (!options.at.empty()) {
        const auto asked = diagnostics::date_from(options.at);
        if (!asked)
            return failed(Error{ErrorCode::BadOption, "--at: expected a time such as 2026-11-30T12:00:00Z"}, kUsage);
        when = *asked;
    }
    say(stdout, std::string(device::code_for(*secret, person_of(options), when)));
    return kGood;
}

CLI::App* about_person(CLI::App& access, Options& options, const char* name, const char* what) {
    CLI::App* command = access.add_subcommand(name, what);
    command->add_option("--secret", options.secret, "the site's secret")->type_name("FILE")->required();
    command->add_option("--person", options.person, "the number that the site gave to them")
        ->required()
        ->check(CLI::Range(device::kPersonLowest, device::kPersonHighest));
    command->add_option("--role", options.role, "technician, or facility-it")
        ->check(CLI::IsMember({"technician", "facility-it"}));
    return command;
}

}  // namespace

void add_access(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* access = app.add_subcommand("access", "Let staff into technician mode");
    access->require_subcommand(1);
    CLI::App* made = access->add_subcommand("secret", "Make a site's secret, once");
    made->add_option("--out", options->secret, "the new file")->type_name("FILE")->required();
    made->callback([options, &code] { code = make(*options); });
    CLI::App* person = about_person(*access, *options, "person", "Show a person's code for their authenticator app");
    person->add_option("--site", options->site, "the site's name, as the app will show it")->required();
    person->add_option("--out", options->out, "a new .svg instead of the terminal")->type_name("FILE");
    person->callback([options, &code] { code = enrol(*options); });
    CLI::App* now = about_person(*access, *options, "code", "Tell a code, for a kiosk whose clock is wrong");
    now->add_option("--at", options->at, "the time on its screen (RFC 3339); now without it")->type_name("TIME");
    now->callback([options, &code] { code = code_at(*options); });
    add_passes(*access, code);
}

}  // namespace vestibule::ctl
