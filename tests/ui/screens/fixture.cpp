// fixture - the synthetic patient and the two services; nobody real is meant.
#include "tests/ui/screens/fixture.hpp"

#include <utility>

namespace vestibule::ui::test {

namespace {

using journey::Step;
using privacy::secret;
using visit::FieldId;

identity::Profile clear() {
    identity::Profile p;
    p.id = "clear";
    p.name = "CLEAR";
    p.color_rgb = 0x041E42;
    p.relay_name = "the clinic's own relay";
    p.first_minutes_low = 3;
    p.first_minutes_high = 5;
    p.returning_seconds = 90;
    p.used_by = "provider.clear.used_by";
    p.demands = {"demand.documents_us", "demand.us_phone", "demand.us_address"};
    p.audits = {"audit.hipaa", "audit.soc2", "audit.kantara"};
    p.delete_account_url = "https://relay.facility.example/account/clear";
    return p;
}

identity::Profile idme() {
    identity::Profile p = clear();
    p.id = "idme";
    p.name = "ID.me";
    p.color_rgb = 0x2E7D4F;
    p.first_minutes_low = 5;
    p.first_minutes_high = 15;
    p.returning_seconds = 60;
    p.used_by = "provider.idme.used_by";
    p.demands.emplace_back("demand.ssn_maybe");
    p.delete_account_url = "https://relay.facility.example/account/idme";
    return p;
}

records::Profile flexpa() {
    records::Profile p;
    p.id = "flexpa";
    p.name = "Flexpa";
    p.categories = {"category.medications",   "category.allergies", "category.conditions", "category.labs",
                    "category.immunizations", "category.visits",    "category.documents",  "category.coverage"};
    p.support_contact = "privacy@facility.example";
    p.dashboard_url = "https://relay.facility.example/my-sharing";
    return p;
}

constexpr std::array kTowns{"Lakeview", "North Point", "Santa Rosalia"};
constexpr std::array kNames{"Northside Clinic", "Harbor Community Hospital", "Valley Family Medicine",
                            "Riverbend Children's and Women's Medical Center"};

records::Place place(int index, bool is_connected) {
    records::Place p;
    const std::string number = std::to_string(index);
    p.id = secret("place-id-" + number);
    p.name = secret(std::string(kNames.at(static_cast<std::size_t>(index) % kNames.size())) + " " + number);
    p.town = secret(kTowns.at(static_cast<std::size_t>(index) % kTowns.size()));
    p.portal = secret("MyChart");
    p.state = is_connected ? records::PlaceState::Connected : records::PlaceState::NeedsSignIn;
    p.records = is_connected ? 1 + index * 7 : 0;
    return p;
}

}  // namespace

journey::State state_at(Step step) {
    journey::State s;
    s.step = step;
    s.generation = 7;
    s.back_to = step == Step::ServiceTrouble ? Step::Verifying
                : step == Step::CaptureHelp  ? Step::DocumentFront
                : step == Step::OtherWays    ? Step::PictureConsent
                                             : Step::ChooseHow;
    if (step > Step::BeforeYouStart) s.providers_ready = 3;
    if (step > Step::ChooseProvider) {
        s.provider = 0;
        s.asks = kAllAsks;
    }
    if (step >= Step::PictureConsent) s.way = journey::Way::Here;
    if (step >= Step::Contact) s.account = journey::Account::New;
    if (step >= Step::DocumentFront) s.document = journey::Document::License;
    if (step == Step::NotVerified) s.refusals = 1;
    if (step == Step::ServiceTrouble) s.trouble = journey::Trouble::Unreachable;
    if (step >= Step::Places) {
        s.places = 12;
        s.connected = 9;
        s.sign_ins_open = 3;
    }
    if (step == Step::PortalSignIn) s.place = 4;
    if (step >= Step::Categories) s.shareable = 9;
    return s;
}

Fixture::Fixture(int place_count, int connected_count) : connected(connected_count) {
    providers.push_back(clear());
    providers.push_back(idme());
    network = flexpa();
    const auto put = [&](FieldId id, const char* text) { fields.at(static_cast<std::size_t>(id)) = secret(text); };
    put(FieldId::Email, "maria.sample@example.com");
    put(FieldId::Phone, "+1 555 010 0199");
    put(FieldId::Password, "Correct-Horse-9");
    put(FieldId::EmailCode, "481516");
    put(FieldId::PhoneCode, "234200");
    put(FieldId::SecondFactor, "108108");
    put(FieldId::GivenNames, "María Inés");
    put(FieldId::FamilyName, "Sample");
    put(FieldId::BirthDate, "07/31/1980");
    put(FieldId::Street, "12 Example Street, Apartment 3B");
    put(FieldId::City, "Lakeview");
    put(FieldId::Region, "CA");
    put(FieldId::PostalCode, "94000");
    put(FieldId::Country, "US");
    for (identity::PhoneCode* code : {&phone, &portal}) {
        code->user_code = secret("WXYZ-2345");
        code->verification_uri = secret("relay.facility.example/go");
        code->verification_uri_complete = secret("https://relay.facility.example/go?user_code=WXYZ-2345");
    }
    receipt.url = secret("https://relay.facility.example/receipt/7f3a9c");
    // Those that need a sign-in stand among the others, as a network would tell them.
    const int open = place_count - connected_count;
    for (int i = 0; i < place_count; ++i) {
        const bool is_open = open > 0 && i % 4 == 0 && i / 4 < open;
        places.push_back(place(i, !is_open));
    }
    for (int i = place_count, still = open - (place_count + 3) / 4; i > 0 && still > 0; --i) {
        if (i % 4 == 1) continue;
        places.at(static_cast<std::size_t>(i - 1)) = place(i - 1, false);
        --still;
    }
}

void Fixture::set_picture(capture::PicturePtr of_document, capture::PicturePtr of_face) {
    document = std::move(of_document);
    face = std::move(of_face);
}

visit::VisitView Fixture::view(Step step, const std::string& language) const {
    visit::VisitView v;
    v.language = language;
    v.providers = &providers;
    v.network = &network;
    v.facility_name = "Lakeview Community Clinic";
    v.desk = "Room 1, on your left";
    for (std::size_t i = 0; i < fields.size(); ++i) v.fields.at(i).value = &fields.at(i);
    v.phone = &phone;
    v.portal = &portal;
    v.verdict.hint = step == Step::Selfie ? capture::Hint::LookStraight : capture::Hint::HoldStill;
    v.verdict.found = true;
    v.verdict.corners = {{{300, 180}, {980, 190}, {970, 620}, {290, 610}}};
    v.verdict.confidence = 0.9F;
    v.verdict.steadiness = 0.4F;
    v.front = v.back = document;
    v.face = face;
    v.details_read = true;
    v.part = 0.62;
    v.search = {.asked = 31'250, .total = 72'000, .found = 5};
    if (step >= Step::Places) {
        for (const records::Place& p : places) {
            const bool is_connected = p.state == records::PlaceState::Connected;
            v.places.push_back({&p, is_connected, step >= Step::Categories && is_connected, false, 0xFF});
        }
    }
    if (step == Step::Done) v.receipt = &receipt;
    if (step == Step::Erasing) v.kinds = {"erased.pictures", "erased.name", "erased.contact", "erased.document"};
    if (step == Step::Erased) {
        v.last.any = true;
        v.last.ending = journey::Ending::Done;
        v.last.erased = {"erased.pictures", "erased.name", "erased.document", "erased.places"};
    }
    v.out_of_service_code = 501;
    v.overlay_seconds_left = 20;
    return v;
}

}  // namespace vestibule::ui::test
