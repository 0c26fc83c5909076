// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/openraster.h"

#include "core/document/export/xmltext.h"

#include <QXmlStreamWriter>

namespace koma {
namespace {

void writeNodes(QXmlStreamWriter &xml, const std::vector<OpenRasterNode> &nodes)
{
    for (std::size_t i = nodes.size(); i > 0; --i) {
        const OpenRasterNode &node = nodes[i - 1];
        const bool isStack = node.source.isEmpty();
        xml.writeStartElement(isStack ? QStringLiteral("stack") : QStringLiteral("layer"));
        xml.writeAttribute(QStringLiteral("name"), xmlText(node.name));
        if (!isStack) {
            xml.writeAttribute(QStringLiteral("src"), node.source);
            xml.writeAttribute(QStringLiteral("x"), QString::number(node.topLeft.x()));
            xml.writeAttribute(QStringLiteral("y"), QString::number(node.topLeft.y()));
        }
        xml.writeAttribute(QStringLiteral("opacity"), QString::number(node.opacity, 'f', 6));
        xml.writeAttribute(QStringLiteral("visibility"),
                           node.isHidden ? QStringLiteral("hidden") : QStringLiteral("visible"));
        xml.writeAttribute(QStringLiteral("composite-op"), node.operation);
        // A stack that is laid on plainly lets its layers blend with what is below it.
        if (isStack)
            xml.writeAttribute(QStringLiteral("isolation"), QStringLiteral("auto"));
        if (node.isLocked)
            xml.writeAttribute(QStringLiteral("edit-locked"), QStringLiteral("true"));
        writeNodes(xml, node.children);
        xml.writeEndElement();
    }
}

} // namespace

QByteArray openRasterXml(const std::vector<OpenRasterNode> &layers, ImageSize size, int dpi)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("image"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("0.0.5"));
    xml.writeAttribute(QStringLiteral("w"), QString::number(size.widthPx));
    xml.writeAttribute(QStringLiteral("h"), QString::number(size.heightPx));
    xml.writeAttribute(QStringLiteral("xres"), QString::number(dpi));
    xml.writeAttribute(QStringLiteral("yres"), QString::number(dpi));
    xml.writeStartElement(QStringLiteral("stack"));
    writeNodes(xml, layers);
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace koma
