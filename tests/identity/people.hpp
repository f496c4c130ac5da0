// people - the synthetic patient of these tests, and pictures of that patient's licence as the simulated camera draws
// them.
#pragma once

#include <memory>
#include <opencv2/core.hpp>

#include "drivers/camera/simulated/jpeg.hpp"
#include "drivers/camera/simulated/render.hpp"
#include "kiosk/identity/provider.hpp"

namespace vestibule::identity::testing {

inline capture::PicturePtr photograph(drivers::simulated::Scene::Show show) {
    using drivers::simulated::Scene;
    Scene scene;
    scene.show = show;
    drivers::simulated::Renderer renderer;
    const auto role = show == Scene::Show::Face ? drivers::CameraRole::Face : drivers::CameraRole::Document;
    const cv::Mat pixels = renderer.render(scene, role, 2);
    const auto jpeg = drivers::simulated::pack_jpeg(pixels, 92);
    auto picture = std::make_shared<capture::Picture>();
    picture->jpeg = privacy::SecretBytes(privacy::WipedBytes(jpeg.begin(), jpeg.end()));
    picture->width_px = pixels.cols;
    picture->height_px = pixels.rows;
    return picture;
}

inline Evidence licence_evidence() {
    using Show = drivers::simulated::Scene::Show;
    static const Evidence drawn{"driver_license", photograph(Show::LicenseFront), photograph(Show::LicenseBack),
                                photograph(Show::Face)};
    return drawn;
}

inline Contact contact(std::string_view email, std::string_view phone, std::string_view password = {}) {
    Contact made;
    made.email = privacy::secret(email);
    made.phone = privacy::secret(phone);
    made.password = privacy::secret(password);
    return made;
}

inline Person person(std::string_view given, std::string_view family, std::string_view born) {
    Person made;
    made.given_names = privacy::secret(given);
    made.family_name = privacy::secret(family);
    made.birth_date = privacy::secret(born);
    made.street = privacy::secret("1 Main Street");
    made.city = privacy::secret("Springfield");
    made.region = privacy::secret("IL");
    made.postal_code = privacy::secret("62701");
    made.country = privacy::secret("US");
    return made;
}

inline Consent consent() {
    return {"2026-07", "en-US", "identity proofing", "2026-01-15T12:00:00Z"};
}

}  // namespace vestibule::identity::testing
