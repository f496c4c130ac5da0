// world - the memory of the stand-in services: accounts, codes delivered, tokens signed, decisions taken elsewhere.
#include "tests/sandbox/world.hpp"

#include <algorithm>

namespace vestibule::sandbox {

World::World(Options wanted)
    : options(std::move(wanted)), random(options.seed), clear("clear", Service::Clear), idme("idme", Service::Idme) {
    for (const Patient& patient : patients()) {
        if (!patient.has_account) continue;
        remember({.email = patient.email, .phone = patient.phone, .password = patient.password,
                  .person = patient.person, .verified = patient.verified_before});
    }
}

Instant World::after(double seconds) const {
    return std::chrono::steady_clock::now() +
           std::chrono::duration_cast<std::chrono::steady_clock::duration>(Seconds(seconds));
}

void World::deliver(const std::string& channel, const std::string& to, const std::string& code) {
    outbox.push_back({{"channel", channel}, {"to", to}, {"code", code}});
}

Account* World::account_with_email(const std::string& email) {
    const auto found = std::find_if(accounts.begin(), accounts.end(),
                                    [&](const auto& entry) { return entry.second.email == email; });
    return found == accounts.end() ? nullptr : &found->second;
}

Account& World::remember(Account account) {
    if (Account* known = account_with_email(account.email)) {
        account.subject = known->subject;
        return *known = std::move(account);
    }
    account.subject = "sub-" + random.token(12);
    const std::string subject = account.subject;
    return accounts[subject] = std::move(account);
}

nlohmann::json World::tokens(const Provider& provider, const Account& account, const std::string& nonce) {
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(
                         std::chrono::system_clock::now().time_since_epoch()).count();
    nlohmann::json claims{{"iss", provider.issuer},
                          {"sub", account.subject},
                          {"aud", provider.audience},
                          {"iat", now},
                          {"exp", now + 600},
                          {"nonce", nonce},
                          {"email", account.email},
                          {"birthdate", account.person.birth_date},
                          {provider.ial2_claim, provider.ial2_value}};
    const bool own_names = provider.service == Service::Idme;
    claims[own_names ? "fname" : "given_name"] = account.person.given_names;
    claims[own_names ? "lname" : "family_name"] = account.person.family_name;
    const std::string access_token = random.token(32);
    access_tokens[access_token] = &provider;
    return {{"id_token", provider.key.sign(claims)},
            {"access_token", access_token},
            {"token_type", "Bearer"},
            {"expires_in", 600}};
}

bool World::decide_phone(const std::string& user_code, bool verify, const std::string& email) {
    const auto found = std::find_if(grants.begin(), grants.end(),
                                    [&](const auto& entry) { return entry.second.user_code == user_code; });
    if (found == grants.end()) return false;
    Grant& grant = found->second;
    if (grant.decision != Decision::Pending || std::chrono::steady_clock::now() > grant.expires) return false;
    const Patient* patient = email.empty() ? &patients().front() : patient_with_email(email);
    const Account* known = account_with_email(email);
    const bool refused = patient != nullptr && patient->refused;
    if (!verify || refused || (patient == nullptr && known == nullptr)) {
        grant.decision = Decision::Declined;
        return true;
    }
    grant.decision = Decision::Allowed;
    grant.account = known != nullptr && known->verified
                        ? *known
                        : remember({.email = patient->email, .phone = patient->phone, .password = patient->password,
                                    .person = patient->person, .verified = true});
    return true;
}

bool World::decide_portal(const std::string& user_code, bool allow) {
    for (auto& [search_id, search] : searches) {
        for (auto& [id, portal] : search.portals) {
            if (portal.user_code != user_code) continue;
            if (portal.decision != Decision::Pending || std::chrono::steady_clock::now() > portal.expires) return false;
            portal.decision = allow ? Decision::Allowed : Decision::Declined;
            if (allow) search.connected.insert(portal.place);
            return true;
        }
    }
    return false;
}

}  // namespace vestibule::sandbox
