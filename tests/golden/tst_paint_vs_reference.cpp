// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paint/contours.h"
#include "core/training/torch/guide/paint/darklines.h"
#include "core/training/torch/guide/paint/flattening.h"
#include "core/training/torch/guide/paint/paintfamilies.h"
#include "core/training/torch/guide/paint/painthatch.h"
#include "core/training/torch/guide/paint/painttone.h"
#include "core/training/torch/guide/paint/planeops.h"
#include "core/training/torch/guide/paintguide.h"
#include "tests/golden/jsontensors.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

using namespace koma;
using nlohmann::json;

/// Against tests/golden/scripts/paint_guide.py, stage by stage. Each stage starts from our own
/// results of those before it.
class TestPaintVsReference : public QObject
{
    Q_OBJECT

    json m_data = test::goldenData("paint_guide.json");
    json m_settings = m_data.at("settings");
    torch::Tensor m_photos =
        test::tensorFromJson(m_data.at("crops")).to(torch::kFloat32).contiguous() / 255.0;
    torch::Tensor m_luma;
    torch::Tensor m_areas;
    torch::Tensor m_families;
    torch::Tensor m_tones;
    PaintBox m_box;

    [[nodiscard]] torch::Tensor spread() const
    {
        std::vector<float> all;
        for (const json &row : m_data.at("spread")) {
            for (const json &number : row)
                all.push_back(number.get<float>());
        }
        return torch::tensor(all).view({2, -1});
    }

    [[nodiscard]] double setting(const char *name) const { return m_settings.at(name); }

    void compare(const torch::Tensor &ours, const char *stage) const
    {
        const QString off =
            test::sampledDifference(ours, m_data.at("stages").at(stage), kTolerance);
        QVERIFY2(off.isEmpty(), qPrintable(off));
    }

    static constexpr double kTolerance = 1e-3;

private Q_SLOTS:
    void initTestCase()
    {
        m_box.ramps = test::tensorFromJson(m_data.at("ramps")).to(torch::kFloat32) / 255.0;
        m_box.ink = torch::tensor(m_data.at("ink").get<std::vector<float>>()) / 255.0;
        m_box.blackBelow = setting("blackBelow");
        const torch::Tensor ycc = planes::lumaAndChroma(m_photos);
        m_luma = ycc.narrow(1, 0, 1).contiguous();
        m_areas = flattened(ycc);
        const torch::Tensor chroma =
            relativeChroma(m_areas, chromaBoost(spread().select(1, 7)).view({-1, 1, 1, 1}));
        m_families = familyAreas(chroma);
        m_tones = planes::enlarged(
            paintTones(m_areas.narrow(1, 0, 1),
                       toneCurves(spread().narrow(1, 0, 7), setting("gamma")),
                       chroma.square().sum(1, true).sqrt(), m_families.narrow(1, kSkinFamily, 1)),
            m_luma);
    }

    void flattenedAreas() { compare(m_areas, "flattened"); }
    void families() { compare(m_families, "areas"); }
    void tones() { compare(m_tones, "tones"); }

    void paintedColours()
    {
        compare(paintedAreas(m_box, m_families, m_tones, setting("softness")), "painted");
    }

    void contourLines()
    {
        compare(contours(m_areas, m_luma, 2.0 * setting("lineWidth")), "contours");
    }

    void darkLinesAndSpots() { compare(darkLines(m_luma, formOf(m_luma), m_tones), "darkLines"); }

    void wholeDrawing()
    {
        const PaintGuide guide({.gamma = setting("gamma"),
                                .softness = setting("softness"),
                                .lineWidth = setting("lineWidth")},
                               m_box);
        compare(guide.paint(m_photos, spread(), {}), "drawing");
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestPaintVsReference)
#include "tst_paint_vs_reference.moc"
