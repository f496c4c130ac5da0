// pages - what a patient sees on their own phone: the provider's page, a portal's sign-in, the receipt.
#include "tests/sandbox/services.hpp"

namespace vestibule::sandbox {
namespace {

std::string escaped(const std::string& text) {
    std::string made;
    for (const char letter : text) {
        switch (letter) {
            case '&': made += "&amp;"; break;
            case '<': made += "&lt;"; break;
            case '>': made += "&gt;"; break;
            case '"': made += "&quot;"; break;
            default: made += letter;
        }
    }
    return made;
}

std::string page(const std::string& name, const std::string& color, const std::string& content) {
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + escaped(name) +
           "</title>\n<style>body{font:1.1rem/1.5 sans-serif;margin:0;color:#10222e;background:#f6f7f4}"
           "header{padding:1rem;color:#fff;background:" + color +
           "}main{max-width:28rem;margin:0 auto;padding:1rem}label{display:block;margin:1rem 0 .2rem}"
           "input{font:inherit;width:100%;padding:.6rem;box-sizing:border-box}"
           "button{font:inherit;padding:.7rem 1.2rem;margin:1.2rem .8rem 0 0}</style></head>\n<body><header><h1>" +
           escaped(name) + "</h1></header><main>" + content + "</main></body></html>\n";
}

std::string input(const std::string& name, const std::string& label, const std::string& type,
                  const std::string& value = {}) {
    return "<label for=\"" + name + "\">" + label + "</label><input id=\"" + name + "\" name=\"" + name +
           "\" type=\"" + type + "\" value=\"" + escaped(value) + "\">\n";
}

std::string choice(const std::string& value, const std::string& label) {
    return "<button type=\"submit\" name=\"decision\" value=\"" + value + "\">" + label + "</button>";
}

/// Whose hand-off a code is; CLEAR for one that nobody waits for.
const Provider& provider_of(World& world, const std::string& user_code) {
    const std::lock_guard lock(world.mutex);
    for (const auto& [device_code, grant] : world.grants)
        if (grant.user_code == user_code) return *grant.provider;
    return world.clear;
}

Answer phone_form(World& world, const Call& call) {
    const std::string user_code = call.field("user_code");
    const Provider& provider = provider_of(world, user_code);
    return page_answer(200, page(provider.name, provider.color,
                                 "<p>Is this the code that the kiosk shows?</p>"
                                 "<form method=\"post\" action=\"/phone\">" +
                                     input("user_code", "Code on the kiosk", "text", user_code) +
                                     input("email", "Your e-mail", "email") + choice("verify", "Verify") +
                                     choice("decline", "Decline") + "</form>"));
}

Answer phone_done(World& world, const Call& call) {
    const std::string user_code = call.field("user_code"), decision = call.field("decision");
    const Provider& provider = provider_of(world, user_code);
    if (decision != "verify" && decision != "decline") return error_answer(400, "invalid_request");
    const std::lock_guard lock(world.mutex);
    if (!world.decide_phone(user_code, decision == "verify", call.field("email")))
        return page_answer(404, page(provider.name, provider.color, "<p>This code is not known or has run out.</p>"));
    return page_answer(200, page(provider.name, provider.color, "<p>Thank you. Please look at the kiosk again.</p>"));
}

constexpr auto portal_color = "#7A1F2B";

Answer portal_form(const Call& call) {
    return page_answer(200, page("MyChart", portal_color,
                                 "<p>Sign in to let the kiosk find your records here.</p>"
                                 "<form method=\"post\" action=\"/portal\">" +
                                     input("user_code", "Code on the kiosk", "text", call.field("user_code")) +
                                     input("username", "MyChart username", "text") +
                                     input("password", "Password", "password") + choice("allow", "Sign in") +
                                     choice("decline", "Cancel") + "</form>"));
}

Answer portal_done(World& world, const Call& call) {
    const std::string decision = call.field("decision");
    if (decision != "allow" && decision != "decline") return error_answer(400, "invalid_request");
    const std::lock_guard lock(world.mutex);
    if (!world.decide_portal(call.field("user_code"), decision == "allow"))
        return page_answer(404, page("MyChart", portal_color, "<p>This code is not known or has run out.</p>"));
    return page_answer(200, page("MyChart", portal_color, "<p>Thank you. Please look at the kiosk again.</p>"));
}

}  // namespace

void add_pages(Listener& port, World& world) {
    port.get(Service::Portal, "/phone", [&world](const Call& call) { return phone_form(world, call); });
    port.post(Service::Portal, "/phone", [&world](const Call& call) { return phone_done(world, call); });
    port.get(Service::Portal, "/portal", portal_form);
    port.post(Service::Portal, "/portal", [&world](const Call& call) { return portal_done(world, call); });
    port.get(Service::Portal, "/receipt/([A-Za-z0-9_-]+)", [](const Call&) {
        return page_answer(200, page("Your receipt", "#0B5D66", "<p>Your choice reached your care team.</p>"));
    });
}

}  // namespace vestibule::sandbox
