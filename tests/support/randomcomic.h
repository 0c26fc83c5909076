// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/document/model/document.h"

namespace koma::test {

/// Comics of random pages in which every field of the model takes random values of its range, all
/// kinds occur where they may, and all ids differ.
class RandomComic
{
public:
    explicit RandomComic(Random random) : m_random(random) {}

    Comic comic(int pageCount);
    Page page();
    PageProperties pageProperties();
    DocumentSettings settings();
    ObjectProperties properties();
    ObjectContent content(ObjectKind kind);
    /// With random children, down to `depth` more levels.
    PageObject object(ObjectKind kind, int depth);

    Random &random() { return m_random; }
    /// The ids that come next are above this one.
    void continueAfter(std::uint64_t id) { m_lastId = id; }

private:
    QList<PageObject> children(ObjectKind parent, int depth);
    double number(double low, double high) { return m_random.uniform(low, high); }
    bool coin() { return m_random.chance(0.5); }
    template<class Enum>
    Enum oneOf(int count)
    {
        return static_cast<Enum>(m_random.below(count));
    }
    std::uint32_t word() { return static_cast<std::uint32_t>(m_random.next()); }
    QString text();
    Colour colour() { return {word()}; }
    PointPt point() { return {number(-50.0, 600.0), number(-50.0, 900.0)}; }
    RectPt rect() { return {number(0, 400), number(0, 600), number(5, 300), number(5, 300)}; }
    OutlinePt polygon();
    QList<InkPoint> inkPoints();
    PageSetup setup();

    Panel panel();
    ArtLayer art();
    Balloon balloon();
    TextBlock textBlock();
    ToneFill tone();
    SpeedLines speedLines();
    InkStroke ink();
    MaskStroke mask();

    Random m_random;
    std::uint64_t m_lastId = 0;
};

} // namespace koma::test
